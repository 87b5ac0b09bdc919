/**
 * Quick fixes in policy files: the name that was meant, a duplicate taken out, a test that expects what is decided.
 *
 * Editors make preferred ones without showing them: what could let more pass is none.
 */

import type { CodeAction, Diagnostic, Range } from 'vscode-languageserver';
import type { PathSegments } from '../../engine/policy/document';
import { type Edit, removeValue, replaceValue } from '../../engine/policy/edits';
import { expectActual, failingPart } from '../../engine/policy/language/expectation';
import { takeFlagsOut } from '../../engine/policy/language/inlineFlags';
import { parsePointer } from '../../engine/policy/language/rangeOfProblem';
import type { Warning } from '../../engine/policy/lint';
import type { Problem } from '../../engine/policy/problem';
import { diagnosticsOf, testFailed, toDiagnostic } from './diagnostics';
import type { FeatureContext } from './feature';
import type { PolicyFile } from './policyFiles';
import { toWorkspaceEdit } from './toProtocol';

interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[] | undefined;
  /** Says that nothing more passes with it. */
  readonly isPreferred?: boolean;
}

/** Returns the fixes of what touches a range of a policy file; none for any other document. */
export function fixPolicy({ session, files }: FeatureContext, uri: string, range: Range): CodeAction[] {
  const file = files.get(uri);
  if (file === undefined) return [];
  const offer = (problem: Problem, fixes: () => readonly Fix[]): CodeAction[] => {
    const diagnostic = toDiagnostic(file, problem, session.docsBase);
    return touches(range, diagnostic.range) ? toActions(file, diagnostic, fixes()) : [];
  };
  const offered = [
    ...file.analysis().problems.flatMap((problem) => offer(problem, () => fixesOf(file, problem))),
    ...file.warnings().flatMap((warning) => offer(warning, () => warning.fixes.map(toFix))),
  ];
  return [...offered, ...fixTests(file, session.docsBase, range)];
}

function fixTests(file: PolicyFile, docsBase: string, range: Range): CodeAction[] {
  const diagnostics = diagnosticsOf(file, docsBase).filter(({ code }) => code === testFailed);
  return file.analysis().tests.flatMap((result) => {
    if (result.passed) return [];
    const at = file.source.document.rangeOf(failingPart(file.source, result));
    const start = at && file.document.positionAt(at.offset);
    const diagnostic = diagnostics.find((each) => start && comparePositions(each.range.start, start) === 0);
    const whole = file.source.document.rangeOf(['tests', result.index]);
    if (diagnostic === undefined || whole === undefined) return [];
    const line = file.document.positionAt(whole.offset);
    // On the line with the test's outcome as well, where it is read first.
    const isThere =
      touches(range, diagnostic.range) || touches(range, { start: line, end: { line: line.line, character: 1e6 } });
    const fix = isThere ? expectActual(file.source, result) : undefined;
    return fix === undefined ? [] : toActions(file, diagnostic, [fix]);
  });
}

function fixesOf({ source }: PolicyFile, problem: Problem): Fix[] {
  const { document, value } = source;
  const segments = parsePointer(problem.pointer, value);
  const fixes: Fix[] = [];
  if (problem.suggestion !== undefined) {
    const at = problem.code === 'UNKNOWN_FIELD' ? 'key' : 'value';
    fixes.push({
      title: `Replace by '${problem.suggestion}'`,
      edits: replaceValue(document, segments, problem.suggestion, at),
      // Of short names, as levels and effects may have, another one is as near.
      isPreferred: !isAmong(permissions, segments) && (at === 'key' || problem.suggestion.length > 4),
    });
  }
  if (problem.code === 'DUPLICATE_ID') {
    fixes.push({ title: 'Remove this entry', edits: removeValue(document, segments.slice(0, -1)) });
  }
  if (problem.code === 'BAD_PATTERN') {
    const taken = takeFlagsOut(source, segments);
    if (taken !== undefined) fixes.push(taken);
  }
  if (problem.code === 'UNKNOWN_FIELD' && problem.suggestion === undefined && !isAmong(conditions, segments)) {
    fixes.push({ title: 'Remove this field', edits: removeValue(document, segments) });
  }
  return fixes;
}

/** What is in force only where its conditions are met: with one of them left out it matches more. */
const conditions = ['flow', 'insertions', 'exceptions', 'models/*/match', 'classify/rules'];
/** What lets something pass. */
const permissions = ['exceptions', 'models/*/clearance'];

/** Reports whether a place is one of those named, or within one. */
function isAmong(places: readonly string[], segments: PathSegments): boolean {
  return places.some((place) =>
    place.split('/').every((part, index) => index < segments.length && (part === '*' || part === segments[index])),
  );
}

function toActions(file: PolicyFile, diagnostic: Diagnostic, fixes: readonly Fix[]): CodeAction[] {
  return fixes.flatMap(({ title, edits, isPreferred = false }): CodeAction[] => {
    if (edits === undefined || edits.length === 0) return [];
    return [{ title, kind: 'quickfix', diagnostics: [diagnostic], isPreferred, edit: toWorkspaceEdit(file, edits) }];
  });
}

function touches(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}

function comparePositions(a: Range['start'], b: Range['start']): number {
  return a.line - b.line || a.character - b.character;
}

/** Titles of fixes begin as menus do. */
function toFix({ title, edits, isPreferred = false }: Warning['fixes'][number]): Fix {
  return { title: title.charAt(0).toUpperCase() + title.slice(1), edits, isPreferred };
}
