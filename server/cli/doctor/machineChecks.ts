/** What was found on the machine: assistants, their hooks and settings, and what a drill showed. Pure. */

import type { CoverageFacts } from '../../coverage/coverageOf';
import { traitsOf } from '../../coverage/knownAssistants';
import type { MachineFacts } from '../../coverage/machine/machineFacts';
import type { DrillOutcome, MechanismState } from '../../lsp/protocol/coverage';
import { count } from '../terminal';
import { type Check, mend, note, ok } from './check';

/** Returns a check for each assistant, and for hooks and settings that were undone or stand. */
export function machineChecks({ assistants, mechanisms }: MachineFacts): readonly Check[] {
  const stateOf = (id: string): MechanismState | undefined => mechanisms.find((each) => each.id === id);
  const found = assistants.map(({ id, name, version }) => {
    const { hooks, connect } = traitsOf(id);
    const text = `${name}${version === undefined ? '' : ` ${version}`}`;
    const states = [...(hooks ? [`hooks/${hooks}`] : []), ...(connect ? [`connection/${connect}`] : [])].map(stateOf);
    if (states.length === 0) {
      return note(`tool/${id}`, `${text}: nothing of ours can hold it`, 'close its model endpoints by a firewall');
    }
    if (states.some((state) => state?.state === 'standing')) return ok(`tool/${id}`, text);
    const remedies = [hooks && `portcullis hook install ${hooks}`, connect && `portcullis connect ${connect}`];
    return mend(`tool/${id}`, `${text}: nothing holds it`, `run: ${remedies.filter(Boolean).join(', or ')}`);
  });
  const settings = mechanisms
    .filter(({ id }) => id.startsWith('hooks/') || id.startsWith('connection/'))
    .flatMap(({ id, state, note: text = '', remedy = '' }) => {
      if (state === 'absent') return [];
      return state === 'standing' ? [ok(id, plain(text))] : [mend(id, plain(text), commandIn(remedy))];
    });
  return [...found, ...settings];
}

/** Returns one check for each kind of way that was drilled. Where the policy only observes, nothing has to be held. */
export function drillChecks(outcomes: readonly DrillOutcome[], mode: CoverageFacts['mode']): readonly Check[] {
  const kinds = new Map<string, DrillOutcome[]>();
  for (const outcome of outcomes) {
    const kind = outcome.way.split('/').slice(0, 2).join('/');
    kinds.set(kind, [...(kinds.get(kind) ?? []), outcome]);
  }
  return [...kinds].map(([kind, all]) => {
    const id = `drill/${kind}`;
    const through = all.filter(({ outcome }) => outcome === 'through').map(({ way }) => way.split('/')[2] ?? way);
    const untried = all.filter(({ outcome }) => outcome === 'untried');
    if (through.length > 0) {
      const text = `the canary went through: ${through.join(', ')}`;
      if (mode === 'observe') return note(id, `${text}, as the policy only observes`);
      return mend(id, text, 'report it as a defect');
    }
    if (untried.length === all.length)
      return note(id, `not tried: ${untried[0]?.note ?? 'it does not work by itself'}`);
    return ok(id, `the canary was held, ${count(all.length - untried.length, 'time')}`);
  });
}

/** Notes are written for people who read Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '').replace(/\.$/, '');
}

function commandIn(remedy: string): string {
  return `run: ${/`([^`]+)`/.exec(remedy)?.[1] ?? remedy}`;
}
