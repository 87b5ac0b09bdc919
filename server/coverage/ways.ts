/**
 * The ways out of a window that are no assistant's, each with what holds it or, where nothing of ours can, what does.
 *
 * A drill tries those that can be tried; the names here are those of its table.
 */

import type { CoverageRow, DrillOutcome, MechanismState } from '../lsp/protocol/coverage';

export interface Way {
  /** As drills call it. */
  readonly id: string;
  readonly name: string;
  /** The mechanism that holds it; absent where none of ours can. */
  readonly heldBy?: string;
  /** Where it is only seen, or held in part. */
  readonly isPartial?: true;
  /** What goes past, and what closes it; a sentence. */
  readonly note?: string;
}

const outside =
  'Out of reach of the extension host: tools that are pointed at the gateway, with a firewall for the rest, close it.';

/** The ways of a window, in the order they are told. */
export const windowWays: readonly Way[] = [
  { id: 'fetch', name: "the host's `fetch`", heldBy: 'egress-guard' },
  { id: 'http', name: '`http.request`, whole body', heldBy: 'egress-guard' },
  { id: 'http-pieces', name: '`http.request`, chunked writes', heldBy: 'egress-guard' },
  { id: 'keep-alive', name: '`http` on a connection kept open', heldBy: 'egress-guard' },
  { id: 'undici', name: "an extension's own copy of undici", heldBy: 'egress-guard' },
  { id: 'http2', name: 'HTTP/2', heldBy: 'egress-guard' },
  { id: 'websocket', name: 'WebSocket', heldBy: 'egress-guard' },
  { id: 'socket', name: 'HTTP written to a socket by hand', heldBy: 'egress-guard' },
  { id: 'worker-thread', name: 'a worker thread of an extension', note: outside },
  { id: 'child-process', name: 'a child process of an extension', note: outside },
  { id: 'electron-net', name: "the editor's own network (Electron)", note: outside },
  { id: 'insertion', name: 'a suggestion that is accepted', heldBy: 'accept-gate' },
  {
    id: 'chat-input',
    name: "a prompt that the chat input's check is asked about",
    heldBy: 'chat-input',
    isPartial: true,
  },
];

/** Ways that no drill tries: they would reach a model that is somebody's. */
const untriedWays: readonly Way[] = [
  {
    id: 'agent-host',
    name: "the editor's separate agent host",
    note: 'A process of its own: `/etc/github-copilot/policy.d` and a firewall close it.',
  },
  {
    id: 'chat-silent',
    name: 'what the chat adds by itself (active file, silent attachments)',
    heldBy: 'egress-guard',
    note: 'No hook and no input check sees it before it is on its way; there the guard decides.',
  },
  {
    id: 'chat-elsewhere',
    name: 'prompts that are sent otherwise (the Send button, inline and terminal chat, views of other extensions)',
    heldBy: 'egress-guard',
    note: 'Not looked at as they are typed: the hook that ships sees them in the chat of the editor, and the guard on their way out.',
  },
];

export interface WayFacts {
  readonly mechanisms: readonly MechanismState[];
  readonly outcomes: readonly DrillOutcome[];
  readonly hasElectron: boolean;
  readonly mode: 'observe' | 'enforce';
}

/** Returns a row for each way out of the window that is there. */
export function waysOf(facts: WayFacts): readonly CoverageRow[] {
  return [...windowWays, ...untriedWays]
    .filter(({ id }) => id !== 'electron-net' || facts.hasElectron)
    .map((way) => rowOf(way, facts));
}

function rowOf({ id, name, heldBy, isPartial, note }: Way, { mechanisms, outcomes, mode }: WayFacts): CoverageRow {
  const mechanism = mechanisms.find((each) => each.id === heldBy);
  const shown = outcomes.find(({ way }) => way === id);
  const subject = { id, name };
  const notes = note === undefined ? [] : [note];
  if (heldBy === undefined) return { subject, state: 'impossible', by: [], notes };
  if (mechanism === undefined || mechanism.state === 'absent') {
    return {
      subject,
      state: 'open',
      by: [],
      notes: [mechanism?.note ?? `Nothing says that ${heldBy} stands.`, ...notes],
    };
  }
  const isThrough = shown?.outcome === 'through' && mode === 'enforce';
  if (mechanism.state === 'undone' || isThrough) {
    const why = isThrough ? 'The last drill went through.' : (mechanism.note ?? `${heldBy} was undone.`);
    return {
      subject,
      state: 'drifted',
      by: [heldBy],
      notes: [why, ...(mechanism.remedy ? [mechanism.remedy] : []), ...notes],
    };
  }
  const state = mode === 'observe' || isPartial === true ? 'detected' : 'enforced';
  const proved = shown?.outcome === 'held' ? { proved: shown.time } : {};
  return { subject, state, by: [heldBy], notes, ...proved };
}
