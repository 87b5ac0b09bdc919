/** Asks the hooks' own answers about steps towards the scratch file, as each host would. */

import { hookHosts } from '../../agents/hooks';
import { hookEvents } from '../../coverage/drill/hookEvents';
import type { DrillOutcome } from '../../lsp/protocol/coverage';
import type { Hooks } from '../../lsp/services';
import type { DrillScene } from './drillScene';

/** What a refusal says that comes from a judgement: one of a payload that can't be read would show nothing. */
const refusal = /does not let this pass: (?!the payload)/;

/** Returns an outcome for each step of each host. */
export async function drillHooks(
  hooks: Hooks,
  { folder, canary }: DrillScene,
  now: () => Date,
): Promise<readonly DrillOutcome[]> {
  const outcomes: DrillOutcome[] = [];
  for (const { id: host } of hookHosts) {
    for (const { step, event, payload } of hookEvents(host, { folder, canary })) {
      const reply = await hooks.answer({ host, event, payload: JSON.stringify(payload), cwd: folder, env: {} });
      const text = `${reply.stdout}${reply.stderr}`;
      const outcome = refusal.test(text) ? 'held' : /can't be judged|can't be read/.test(text) ? 'untried' : 'through';
      outcomes.push({ way: `hook/${host}/${step}`, outcome, time: now().toISOString() });
    }
  }
  return outcomes;
}
