/** Where a file may flow under two policies: the models and channels with another effect. Knows no files. */

import { decide } from '../../engine/decide';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import { type Direction, type Domain, directionOf, type ModelId } from '../../engine/policy/diff';
import { type Channel, channels, type Effect } from '../../engine/policy/types';
import type { Classification, Request } from '../../engine/types';

/** On the way to these models through these channels the effect is another. */
export interface EffectChange {
  readonly models: readonly ModelId[];
  readonly channels: readonly Channel[];
  readonly before: Effect;
  readonly after: Effect;
  readonly direction: Direction;
  /** The same text for the same change. */
  readonly key: string;
}

type Policies = readonly [CompiledPolicy, CompiledPolicy];
type Both = readonly [Classification, Classification];

/** Returns a function that says what changes for a file; files that look alike to the policies are judged once. */
export function createEffects(
  policies: Policies,
  { models }: Pick<Domain, 'models'>,
  now: Date,
): (path: string, classified: Both, text: string | undefined) => readonly EffectChange[] {
  const remembered = new Map<string, readonly EffectChange[]>();
  return (path, classified, text) => {
    const key = signatureOf(policies, path, classified);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const judges = policies.map((policy, index) =>
      createJudge(policy, path, classified[index as 0 | 1], text, now),
    ) as [Judge, Judge];
    const changes = collect(models, judges);
    // Whether a redaction is enough depends on the text.
    if (!judges.some(({ usedText }) => usedText())) remembered.set(key, changes);
    return changes;
  };
}

interface Judge {
  effect(model: ModelId, channel: Channel): Effect;
  usedText(): boolean;
}

function createJudge(
  policy: CompiledPolicy,
  path: string,
  { atoms }: Classification,
  text: string | undefined,
  now: Date,
): Judge {
  const withText = new Map<string, Effect>();
  const ask = (destination: Request['destination'], content: Request['contents'][number]) =>
    decide(policy, { contents: [content], destination }, now);
  return {
    effect(model, channel) {
      const destination = { channel, ...(model === undefined ? {} : { model }) };
      const decision = ask(destination, { path, atoms });
      if (text === undefined || !decision.reasons.some(({ effect }) => effect === 'redact')) return decision.effect;
      const key = JSON.stringify([decision.reasons, decision.destination]);
      const effect = withText.get(key) ?? ask(destination, { path, text }).effect;
      withText.set(key, effect);
      return effect;
    },
    usedText: () => withText.size > 0,
  };
}

function collect(models: readonly ModelId[], [before, after]: readonly [Judge, Judge]): readonly EffectChange[] {
  const byModel = new Map<string, { models: ModelId[]; channels: Channel[]; before: Effect; after: Effect }>();
  for (const model of models) {
    const changes = new Map<string, { channels: Channel[]; before: Effect; after: Effect }>();
    for (const channel of channels) {
      const [was, is] = [before.effect(model, channel), after.effect(model, channel)];
      if (was === is) continue;
      const key = `${was} ${is}`;
      const known = changes.get(key);
      if (known === undefined) changes.set(key, { channels: [channel], before: was, after: is });
      else known.channels.push(channel);
    }
    for (const change of changes.values()) {
      const key = `${change.before} ${change.after} ${change.channels.join(' ')}`;
      const known = byModel.get(key);
      if (known === undefined) byModel.set(key, { ...change, models: [model] });
      else known.models.push(model);
    }
  }
  return [...byModel].map(([key, change]) => ({
    ...change,
    direction: directionOf(change.before, change.after),
    key: `${key} ${JSON.stringify(change.models)}`,
  }));
}

/** Everything about a file that decisions depend on: its atoms, and the exceptions for its path. */
function signatureOf(policies: Policies, path: string, classified: Both): string {
  return JSON.stringify(
    policies.map(({ exceptions }, index) => [
      (classified[index] as Classification).atoms.map(({ rule, cause, layer, findings = [] }) => [
        rule,
        cause,
        layer,
        findings.length > 0,
      ]),
      exceptions.map(({ matchesPath }) => matchesPath?.(path)),
    ]),
  );
}
