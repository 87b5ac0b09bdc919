/** What became of each atom above the clearance: which flow rule decided, or which exception let it pass. */

import type { Judgement } from '../../judge';
import { type Label, type Levels, rankOf } from '../../label';
import type { CompiledPolicy } from '../compiled';
import type { DestinationSpec, Effect } from '../types';
import type { Place } from './place';

/** What one layer says of the atom. */
export interface OutcomeStep {
  /** Index of the layer. */
  readonly layer: number;
  /** The deciding rule; absent where none matches. */
  readonly at?: Place;
  readonly index?: number;
  /** The effect as the rule has it, where it comes to another one for this atom. */
  readonly written?: Effect;
  readonly effect: Effect;
  /** Whether the rule counts only because the channel is not known. */
  readonly isByUnknownChannel?: true;
}

export interface ExcessStep {
  readonly rule: string;
  readonly layer?: string;
  readonly label: Label;
  readonly isLevelAbove: boolean;
  /** Categories that the destination is not cleared for. */
  readonly uncleared: readonly string[];
  readonly outcomes: readonly OutcomeStep[];
  readonly exception?: { readonly id: string; readonly at: Place };
  /** The strictest over the layers, before redactions are seen to be enough. */
  readonly effect: Effect;
}

/** Returns the steps about one atom above the clearance. */
export function deriveExcess(
  policy: CompiledPolicy,
  spec: DestinationSpec,
  clearance: Label,
  { atom, outcomes, exception, effect }: Judgement,
): ExcessStep {
  const exceptionIndex = policy.exceptions.findIndex((candidate) => candidate.exception.id === exception);
  return {
    rule: atom.rule,
    ...(atom.layer === undefined ? {} : { layer: atom.layer }),
    label: atom.label,
    isLevelAbove: isAbove(policy.levels, atom.label, clearance),
    uncleared: atom.label.categories.filter((category) => !clearance.categories.includes(category)),
    outcomes: outcomes.flatMap((outcome, layer) => {
      const isSilent = outcome.rule === -1 && (layer > 0 || exception !== undefined);
      return isSilent ? [] : [deriveOutcome(policy, spec, layer, outcome)];
    }),
    ...(exceptionIndex === -1 || exception === undefined
      ? {}
      : { exception: { id: exception, at: { layer: 0, segments: ['exceptions', exceptionIndex] } } }),
    effect,
  };
}

function deriveOutcome(
  policy: CompiledPolicy,
  spec: DestinationSpec,
  layer: number,
  { rule: index, effect }: Judgement['outcomes'][number],
): OutcomeStep {
  const rule = policy.layers[layer]?.flow[index];
  if (rule === undefined) return { layer, effect };
  return {
    layer,
    at: { layer, segments: ['flow', index] },
    index,
    ...(rule.effect === effect ? {} : { written: rule.effect }),
    effect,
    ...(rule.channels !== undefined && spec.channel === undefined ? { isByUnknownChannel: true } : {}),
  };
}

function isAbove(levels: Levels, label: Label, clearance: Label): boolean {
  return rankOf(levels, label.level) > rankOf(levels, clearance.level);
}
