/** Waiting that can be called off. */

import { setTimeout } from 'node:timers/promises';

/** Resolves after the time, or once the signal is aborted. Doesn't keep the process alive. */
export async function waitOrStop(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
