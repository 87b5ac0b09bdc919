/**
 * Asks the hooks' own answers about steps towards the scratch file, as each host would, and about the same steps towards a
 * harmless one: what refuses everything holds nothing.
 */

import { hookHosts } from '../../agents/hooks';
import { harmlessName, harmlessText, scratchName } from '../../coverage/drill/drillLayer';
import { closedToAll } from '../../coverage/drill/drillTable';
import { type DrillEvent, hookEvents } from '../../coverage/drill/hookEvents';
import type { DrillOutcome } from '../../lsp/protocol/coverage';
import type { Hooks } from '../../lsp/services';
import type { DrillScene } from './drillScene';

/** What a refusal says that comes from a judgement: one of a payload that can't be read would show nothing. */
const refusal = /does not let this pass: (?!the payload|it could not be judged)/;
const unread = /does not let this pass: /;

type Answer = 'refused' | 'unread' | 'passed';

/** Returns an outcome for each step of each host. */
export async function drillHooks(
  hooks: Hooks,
  { folder, canary }: DrillScene,
  now: () => Date,
): Promise<readonly DrillOutcome[]> {
  const ask = async (host: string, { event, payload }: DrillEvent): Promise<Answer> => {
    const reply = await hooks.answer({ host, event, payload: JSON.stringify(payload), cwd: folder, env: {} });
    const text = `${reply.stdout}${reply.stderr}`;
    return refusal.test(text) ? 'refused' : unread.test(text) ? 'unread' : 'passed';
  };
  const outcomes: DrillOutcome[] = [];
  for (const { id: host } of hookHosts) {
    const harmless = hookEvents(host, { folder, name: harmlessName, text: harmlessText });
    for (const [index, event] of hookEvents(host, { folder, name: scratchName, text: canary }).entries()) {
      const control = await ask(host, harmless[index] as DrillEvent);
      const outcome = outcomeOf(await ask(host, event), control);
      outcomes.push({ way: `hook/${host}/${event.step}`, ...outcome, time: now().toISOString() });
    }
  }
  return outcomes;
}

/** A policy may close a host to everything: then a refusal is one, and shows less. */
function outcomeOf(answer: Answer, control: Answer): Pick<DrillOutcome, 'outcome' | 'note'> {
  if (answer === 'passed') return { outcome: 'through' };
  if (answer === 'unread' || control === 'unread')
    return { outcome: 'untried', note: 'its payload was not understood' };
  return control === 'refused' ? { outcome: 'held', note: closedToAll } : { outcome: 'held' };
}
