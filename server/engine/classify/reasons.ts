/** A classification's atoms as reasons that people and reports read, without what was matched. */

import type { Atom, Reason } from '../types';

export type ClassificationReason = Pick<Reason, 'rule' | 'cause' | 'label' | 'detector'>;

/** Returns a reason for each rule, and for each detector that spoke for it. */
export function reasonsOf(atoms: readonly Atom[]): readonly ClassificationReason[] {
  return atoms.flatMap(({ rule, cause, label, findings }): ClassificationReason[] => {
    const detectors = [...new Set((findings ?? []).map(({ detector }) => detector))].sort();
    if (detectors.length === 0) return [{ rule, cause, label }];
    return detectors.map((detector) => ({ rule, cause, label, detector }));
  });
}
