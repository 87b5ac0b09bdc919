/**
 * From the engine's words to LSP's and to sentences for developers. Pure; never quotes matched text.
 */

import type { Diagnostic, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SuppressionProblem } from '../engine/detect/suppression';
import type { Detector, Finding } from '../engine/detect/types';
import { formatLabel, rankOf } from '../engine/label';
import type { Atom, Cause } from '../engine/types';
import { docsPageOf } from './docs';
import type { View } from './openDocument';

/** LSP's severities. */
const error = 1;
const warning = 2;
const information = 3;

export function toRange(document: TextDocument, finding: Pick<Finding, 'offset' | 'length'>): Range {
  return {
    start: document.positionAt(finding.offset),
    end: document.positionAt(finding.offset + finding.length),
  };
}

/** Returns the diagnostic of a finding, with a code that links to the detector's page. */
export function toDiagnostic(view: View, finding: Finding, docsBase: string): Diagnostic {
  const detector = detectorOf(view, finding.detector);
  const page = docsPageOf(finding.detector, detector, docsBase);
  return {
    range: toRange(view.document, finding),
    severity: severityOf(view, finding),
    source: 'portcullis',
    code: finding.detector,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message: [titleOf(view, finding.detector), ...(detector?.remedy === undefined ? [] : [detector.remedy])].join('. '),
  };
}

/** Returns the diagnostic of a comment that was meant to quiet a finding and doesn't. */
export function toSuppressionDiagnostic(view: View, problem: SuppressionProblem): Diagnostic {
  return {
    range: toRange(view.document, problem),
    severity: warning,
    source: 'portcullis',
    code: 'suppression',
    message: problem.message,
  };
}

/** Returns the detector with that id, `undefined` where the policy in force has none. */
export function detectorOf(view: Pick<View, 'compiled'>, id: string): Detector | undefined {
  return view.compiled.scanner.detectors.find((detector) => detector.id === id);
}

/** Returns what a developer calls a finding of that detector. */
export function titleOf(view: Pick<View, 'compiled'>, id: string): string {
  return detectorOf(view, id)?.title ?? id;
}

/** Returns why a document has its label, one line an atom, the highest first. */
export function toReasonLines(view: View): string[] {
  const { levels } = view.compiled;
  return [...view.classification.atoms]
    .sort((a, b) => rankOf(levels, b.label.level) - rankOf(levels, a.label.level))
    .map((atom) => `${formatLabel(atom.label)}: ${causeOf(view, atom)}`);
}

function causeOf(view: View, atom: Atom): string {
  const layer = atom.layer === undefined ? '' : ` of the layer ${atom.layer}`;
  const rule = `(rule ${atom.rule}${layer})`;
  const words: Readonly<Record<Cause, () => string>> = {
    default: () => `the ${layer === '' ? "policy's default" : `default${layer}`}`,
    path: () => `its path ${rule}`,
    detector: () => `${describeFindings(view, atom.findings ?? [])} ${rule}`,
    fingerprint: () => `text of a labelled file ${rule}`,
    assertion: () => `stated by the caller ${rule}`,
    budget: () => `too large to look through, so it may hold anything ${rule}`,
  };
  return words[atom.cause]();
}

function describeFindings(view: View, findings: readonly Finding[]): string {
  const [first] = findings;
  if (first === undefined) return 'its content';
  const line = view.document.positionAt(first.offset).line + 1;
  const others = findings.length === 1 ? '' : ` and ${findings.length - 1} more`;
  return `${titleOf(view, first.detector)} on line ${line}${others}`;
}

/** A sure finding of the most sensitive kind is an error, a mere hint is information. */
function severityOf(view: View, finding: Finding): 1 | 2 | 3 {
  if (finding.confidence === 'low') return information;
  const highest = view.compiled.levels.length - 1;
  const label = view.classification.atoms.find((atom) => atom.findings?.includes(finding))?.label;
  const isHighest = label !== undefined && rankOf(view.compiled.levels, label.level) >= highest;
  return finding.confidence === 'high' && isHighest ? error : warning;
}
