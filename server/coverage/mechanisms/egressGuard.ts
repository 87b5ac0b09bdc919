/** The guard over what the extensions of a window send. */

import { isSent, type Mechanism, type Question } from '../mechanism';

/** The ways that the guard watches, as drills call them. */
export const guardedWays: readonly string[] = [
  'fetch',
  'http',
  'http-pieces',
  'keep-alive',
  'undici',
  'http2',
  'websocket',
  'socket',
];

export const egressGuard: Mechanism = (question) => {
  if (!isInReach(question)) return undefined;
  const { channel } = question;
  const claim = { by: 'egress-guard', shownBy: guardedWays };
  if (channel === 'agent-shell') {
    const note = 'What a command printed is decided about on its way to the model; the command itself is not.';
    return { ...claim, holds: 'detected', note };
  }
  if (!isSent(channel)) return undefined;
  const note =
    'Decided on its bytes before it leaves the extension host; a worker thread or process that the extension starts goes past.';
  return { ...claim, holds: 'enforced', note };
};

/** Reports whether the assistant sends from the extension host, by Node.js' own network. */
export function isInReach({ assistant, traits, hasElectron, stateOf }: Omit<Question, 'channel'>): boolean {
  if (assistant.kind !== 'extension' || assistant.isElsewhere === true || isApart({ assistant, traits })) return false;
  return !hasElectron || traits.usesElectron !== true || stateOf('node-fetcher')?.state === 'standing';
}

/** Reports whether the assistant sends from a process of its own, by what is known here or in the window. */
export function isApart({ assistant, traits }: Pick<Question, 'assistant' | 'traits'>): boolean {
  return traits.sendsFrom === 'process' || assistant.sendsByItself === true;
}
