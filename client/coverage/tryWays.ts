/**
 * Tries ways out: each first with a harmless text that has to arrive, so that a way that doesn't work shows nothing, then
 * with the canary. Knows no editor.
 */

import { randomBytes } from 'node:crypto';
import type { DrillOutcome } from '../../server/lsp/protocol/coverage';
import type { DrillSink } from './drillSink';
import type { WayOut } from './ways/way';

/** A path that no model has, and one that models have. */
const harmlessPath = '/portcullis-drill';
const modelPath = '/v1/chat/completions';
const limitMs = 20_000;

export interface Trial {
  readonly way: WayOut;
  /** Why the way can't be tried; absent where the harmless text arrived. */
  readonly fault?: string;
}

/** Sends a harmless text by each way. `step` is called before each; once aborted, nothing more is sent. */
export async function tryHarmless(
  ways: readonly WayOut[],
  sink: DrillSink,
  signal: AbortSignal,
  step: (way: string) => void,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  const harmless = randomBytes(16).toString('hex');
  for (const way of ways) {
    signal.throwIfAborted();
    step(way.id);
    const fault = await send(way, sink, harmlessPath, harmless, signal);
    const hasArrived = sink.hasSeen(textFor(harmless, way));
    trials.push(hasArrived ? { way } : { way, fault: fault ?? 'what is sent by it does not arrive' });
  }
  return trials;
}

/** Sends the canary by each way that works. */
export async function tryCanary(
  trials: readonly Trial[],
  sink: DrillSink,
  canary: string,
  signal: AbortSignal,
  step: (way: string) => void,
): Promise<readonly DrillOutcome[]> {
  const outcomes: DrillOutcome[] = [];
  for (const { way, fault } of trials) {
    signal.throwIfAborted();
    const time = new Date().toISOString();
    if (fault !== undefined) {
      outcomes.push({ way: way.id, outcome: 'untried', time, note: fault });
      continue;
    }
    step(way.id);
    await send(way, sink, modelPath, canary, signal);
    outcomes.push({ way: way.id, outcome: sink.hasSeen(textFor(canary, way)) ? 'through' : 'held', time });
  }
  return outcomes;
}

/** Returns why it could not be sent, `undefined` where it could. */
async function send(
  way: WayOut,
  sink: DrillSink,
  path: string,
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const messages = [{ role: 'user', content: textFor(text, way) }];
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  try {
    await way.send({ ...sink, path }, JSON.stringify({ model: 'portcullis-drill', messages }), limited);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'it failed';
  }
}

/** The way's name tells whose text it was that arrived. */
function textFor(text: string, { id }: WayOut): string {
  return `${text} by ${id}.`;
}
