/**
 * From content to its classification: path rules, detector rules and the default, each as an atom.
 */

import type { Finding, ScanResult } from '../detect/types';
import { joinLabels, type Label, type Levels, lowestLabel } from '../label';
import type { CompiledPolicy, CompiledRule } from '../policy/compile';
import type { Atom, Classification, Content } from '../types';
import { placesOf } from './places';

const nothing: ScanResult = { findings: [], exhausted: false };

/** Classifies one piece of content. Content without text is classified by its path alone. */
export function classify(policy: CompiledPolicy, content: Content): Classification {
  if (content.atoms !== undefined) {
    return { label: joinAtoms(policy.levels, content.atoms), atoms: content.atoms, findings: [] };
  }
  return classifyScanned(policy, content, content.text === undefined ? nothing : policy.scanner.scan(content.text));
}

/** Like `classify`, for a text that `policy.scanner` has scanned already. */
export function classifyScanned(policy: CompiledPolicy, content: Content, scan: ScanResult): Classification {
  const atoms: Atom[] = [];
  const { inside, possible } = placesOf(content);
  let labelledByPath = false;
  for (const rule of policy.rules) {
    const isInside = rule.matchesPath === undefined || inside.some(rule.matchesPath);
    if (!isInside && !possible.some((path) => rule.matchesPath?.(path))) continue;
    if (rule.detectors === undefined) {
      labelledByPath ||= isInside;
      atoms.push({ label: rule.label, cause: 'path', rule: rule.id });
      continue;
    }
    const atom = detectorAtom(rule, content.text ?? '', scan);
    if (atom !== undefined) atoms.push(atom);
  }
  // A rule that also asks for findings is no path rule: a finding must never take the default away.
  if (!labelledByPath) atoms.unshift({ label: policy.defaultLabel, cause: 'default', rule: 'default' });
  return { label: joinAtoms(policy.levels, atoms), atoms, findings: scan.findings };
}

/** Returns the join of the atoms' labels, the lowest label for none. */
export function joinAtoms(levels: Levels, atoms: readonly Atom[]): Label {
  return atoms.reduce((label, atom) => joinLabels(levels, label, atom.label), lowestLabel(levels));
}

function detectorAtom(rule: CompiledRule, text: string, scan: ScanResult): Atom | undefined {
  // What was not looked at may hold anything the rule is about, and has no ranges to redact.
  if (scan.exhausted) return { label: rule.label, cause: 'budget', rule: rule.id };
  const findings = scan.findings.filter(({ detector }) => rule.detectors?.has(detector));
  if (findings.length === 0 || findings.length < rule.atLeast) return undefined;
  if (rule.atLeast > 1 && distinctValues(text, findings) < rule.atLeast) return undefined;
  return { label: rule.label, cause: 'detector', rule: rule.id, findings };
}

function distinctValues(text: string, findings: readonly Finding[]): number {
  return new Set(findings.map(({ offset, length }) => text.slice(offset, offset + length))).size;
}
