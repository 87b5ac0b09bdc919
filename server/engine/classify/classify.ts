/**
 * From content to its classification: what its place says, and what detectors found in its text, each as an atom.
 */

import type { Finding, ScanResult } from '../detect/types';
import { joinAll, type Label, type Levels } from '../label';
import type { CompiledPolicy, CompiledRule } from '../policy/compiled';
import type { Atom, Classification, Content } from '../types';

const nothing: ScanResult = { findings: [], exhausted: false };

/** Classifies one piece of content. Content without text is classified by its path alone. */
export function classify(policy: CompiledPolicy, content: Content): Classification {
  if (content.atoms !== undefined) {
    return { label: joinAtoms(policy.levels, content.atoms), atoms: content.atoms, findings: [] };
  }
  return classifyScanned(
    policy,
    content,
    content.text === undefined ? nothing : policy.scanner.scan(content.text, content.path),
  );
}

/** Like `classify`, for a text that `policy.scanner` has scanned already. */
export function classifyScanned(policy: CompiledPolicy, content: Content, scan: ScanResult): Classification {
  const { atoms: byPlace, contentRules } = policy.placeAnswer(content);
  const byText =
    scan.findings.length === 0 && !scan.exhausted
      ? []
      : contentRules.flatMap((rule) => contentAtom(policy, rule, content.text ?? '', scan) ?? []);
  const atoms = byText.length === 0 ? byPlace : [...byPlace, ...byText];
  return { label: joinAtoms(policy.levels, atoms), atoms, findings: scan.findings };
}

/** Returns the join of the atoms' labels, the lowest label for none. */
export function joinAtoms(levels: Levels, atoms: readonly Atom[]): Label {
  return joinAll(
    levels,
    atoms.map(({ label }) => label),
  );
}

function contentAtom(
  { scanner }: CompiledPolicy,
  { id, label, layer, detectors, atLeast }: CompiledRule,
  text: string,
  { findings: kept, covered = [], exhausted }: ScanResult,
): Atom | undefined {
  const source = { rule: id, label, ...(layer === undefined ? {} : { layer }) };
  // What was not looked at may hold anything the rule is about, and has no ranges to redact.
  if (exhausted) return { ...source, cause: 'budget' };
  const isNamed = ({ detector }: Finding): boolean => detectors?.has(detector) === true;
  const hidden = covered.filter(isNamed);
  // What another detector covers counts where this rule does not name that other.
  const findings = hidden.length === 0 ? kept.filter(isNamed) : scanner.resolve([...kept.filter(isNamed), ...hidden]);
  if (findings.length === 0 || findings.length < atLeast) return undefined;
  if (atLeast > 1 && distinctValues(text, findings) < atLeast) return undefined;
  return { ...source, cause: 'detector', findings };
}

function distinctValues(text: string, findings: readonly Finding[]): number {
  return new Set(findings.map(({ offset, length }) => text.slice(offset, offset + length))).size;
}
