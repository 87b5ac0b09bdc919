/**
 * From a policy's text to a policy: form, references and detectors, all problems at once.
 */

import { formatPointer, type PathSegments, type PolicyDocument, parsePolicyDocument } from './document';
import { type Defect, maxProblems, type Problem } from './problem';
import { checkReferences } from './references';
import { checkSchema, type PolicyForm } from './schema';
import type { LayerPolicy, Policy } from './types';

export interface ParseOptions {
  /** What the document must be. Absent, it says itself whether it is a lower layer (`metadata.layer`). */
  readonly as?: PolicyForm;
  /** The organisation's policy, to check what a lower layer refers to in it. */
  readonly below?: Policy;
}

export interface ParsedPolicy {
  /** The organisation's policy; present only where there is no problem. */
  readonly policy?: Policy;
  /** The lower layer, where the document is one; present only where there is no problem. */
  readonly layer?: LayerPolicy;
  /** In the order of the text, each with a hint. */
  readonly problems: readonly Problem[];
  readonly document: PolicyDocument;
  /** Returns the 1-based line of a value, for example of `['tests', 3]`. */
  lineOf(segments: PathSegments): number;
}

/** Parses and validates a policy or a lower layer. Never throws; `path` is only for the problems. */
export function parsePolicy(text: string, path: string, options: ParseOptions = {}): ParsedPolicy {
  return checkPolicy(parsePolicyDocument(text, path), path, options);
}

/** Validates a policy or a lower layer whose text was read already. Never throws. */
export function checkPolicy(document: PolicyDocument, path: string, { as, below }: ParseOptions = {}): ParsedPolicy {
  const lineOf = (segments: PathSegments) => document.positionOf(segments).line;
  const { value } = document;
  const form = as ?? formOf(value);
  const defects = value === undefined ? [] : checkSchema(value, form);
  if (value !== undefined) defects.push(...checkReferences(value, form, defects, form === 'layer' ? below : undefined));
  const problems = tell(document, defects, path);
  const parsed = { problems, document, lineOf };
  if (problems.length > 0 || value === undefined) return parsed;
  return form === 'layer' ? { ...parsed, layer: value as LayerPolicy } : { ...parsed, policy: value as Policy };
}

function formOf(value: unknown): PolicyForm {
  const layer = (value as { metadata?: { layer?: unknown } | null } | null | undefined)?.metadata?.layer;
  return layer === 'team' || layer === 'workspace' ? 'layer' : 'organisation';
}

/** Returns the problems in the order of the text, only the first of them where they are many. */
function tell(document: PolicyDocument, defects: readonly Defect[], path: string): Problem[] {
  const untold = [
    ...document.problems.map((problem) => ({ ...problem, tell: () => problem })),
    ...defects.map(({ segments, at, code, advise }) => {
      const place = { path, ...document.positionOf(segments, at), pointer: formatPointer(segments), code };
      return { ...place, tell: (): Problem => ({ ...place, ...advise() }) };
    }),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  const problems: Problem[] = [];
  for (const problem of untold.slice(0, maxProblems)) {
    const told = problem.tell();
    // What stands behind an alias is checked wherever it is meant.
    if (!isSame(told, problems.at(-1))) problems.push(told);
  }
  const next = untold[maxProblems];
  if (next !== undefined) {
    const { line, column, pointer } = next;
    const message = `at least ${untold.length - maxProblems} more problems follow from here`;
    const hint = 'mend those above first; many of them may have one cause';
    problems.push({ path, line, column, pointer, code: 'TOO_MANY_PROBLEMS', message, hint });
  }
  return problems;
}

function isSame(a: Problem, b: Problem | undefined): boolean {
  return a.line === b?.line && a.column === b.column && a.code === b.code && a.message === b.message;
}
