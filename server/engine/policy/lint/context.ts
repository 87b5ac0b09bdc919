/**
 * What is known of a policy before it is linted: labels, ids and references, with those of the organisation's policy
 * that a lower layer stands on.
 */

import { builtinDetectors } from '../../detect/builtin';
import { checks } from '../../inspect/checks';
import { createLabel } from '../../label';
import { listNames } from '../names';
import type { LayerPolicy } from '../types';
import { createGlobCover } from './globCover';
import type { KnownLabel, LintContext, LintInput } from './types';

/** Returns what the lints ask of the input. */
export function createContext(input: LintInput): LintContext {
  const { policy, below, kind } = input;
  const isLower = kind !== 'organisation';
  const levels = isLower ? below?.levels : policy.levels;
  const layers: readonly LayerPolicy[] = isLower && below !== undefined ? [below, policy] : [policy];
  const labels = levels && labelsOf(layers, levels[1] ?? levels[0]);
  const byRule = new Map<string, KnownLabel[]>();
  for (const known of labels ?? []) byRule.set(known.rule, [...(byRule.get(known.rule) ?? []), known]);
  let referred: ReadonlySet<string> | undefined;
  return {
    ...input,
    ...(levels === undefined ? {} : { levels }),
    ...(labels === undefined ? {} : { labels }),
    labelsOf: (rule) => byRule.get(rule) ?? [],
    detectorIds: [...builtinDetectors, ...layers.flatMap(({ detectors }) => detectors ?? [])].map(({ id }) => id),
    checkIds: checks.map(({ id }) => id),
    globs: createGlobCover(),
    isReferredTo: (of, name) => {
      referred ??= new Set(
        listNames(policy).flatMap((use) => (use.role === 'reference' ? [`${use.kind} ${use.name}`] : [])),
      );
      return referred.has(`${of} ${name}`);
    },
  };
}

/** A lower layer's default counts only where it is written. */
function labelsOf(layers: readonly LayerPolicy[], defaultLevel: string): readonly KnownLabel[] {
  return layers.flatMap(({ classify = {} }, index): KnownLabel[] => {
    const level = classify.default ?? (index === 0 ? defaultLevel : undefined);
    const byDefault = level === undefined ? [] : [{ rule: 'default', label: createLabel(level), hasFindings: false }];
    const byRules = (classify.rules ?? []).map(({ id, label, detectors }) => ({
      rule: id,
      label: createLabel(label.level, label.categories),
      hasFindings: detectors !== undefined,
    }));
    return [...byDefault, ...byRules];
  });
}
