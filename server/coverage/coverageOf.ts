/**
 * From what mechanisms say of themselves to what holds where. Pure.
 *
 * Invariant: a row says no more than a mechanism that stands, and a drill that went through is believed before any.
 */

import type {
  CoverageReport,
  CoverageRow,
  CoverageState,
  DrillOutcome,
  FoundAssistant,
  MechanismState,
} from '../lsp/protocol/coverage';
import { traitsOf } from './knownAssistants';
import type { Claim, Mechanism, Question } from './mechanism';
import { acceptGate } from './mechanisms/acceptGate';
import { changeReason } from './mechanisms/changeReason';
import { chatInput } from './mechanisms/chatInput';
import { egressGuard, isApart, isInReach } from './mechanisms/egressGuard';
import { gateway } from './mechanisms/gateway';
import { hooks } from './mechanisms/hooks';
import { suppression } from './mechanisms/suppression';
import { waysOf } from './ways';

/** Each mechanism is one file; the first named is told first. */
const mechanisms: readonly Mechanism[] = [
  egressGuard,
  gateway,
  hooks,
  chatInput,
  suppression,
  acceptGate,
  changeReason,
];

export interface CoverageFacts {
  readonly assistants: readonly FoundAssistant[];
  readonly mechanisms: readonly MechanismState[];
  readonly outcomes: readonly DrillOutcome[];
  readonly hasElectron: boolean;
  readonly mode: 'observe' | 'enforce';
  /** Whether it is about a window, and not the machine alone. */
  readonly hasWindow: boolean;
}

/** Returns what holds where. */
export function coverageOf(facts: CoverageFacts): CoverageReport {
  const states = new Map(facts.mechanisms.map((mechanism) => [mechanism.id, mechanism]));
  const rows = facts.assistants.flatMap((assistant) => {
    const traits = traitsOf(assistant.id, assistant.channels);
    return traits.channels.map((channel) =>
      rowOf({ assistant, traits, channel, hasElectron: facts.hasElectron, stateOf: (id) => states.get(id) }, facts),
    );
  });
  return { rows, ways: facts.hasWindow ? waysOf(facts) : [], mechanisms: facts.mechanisms };
}

function rowOf(question: Question, facts: CoverageFacts): CoverageRow {
  const { assistant, traits, channel, stateOf } = question;
  const claims = mechanisms.flatMap((mechanism) => mechanism(question) ?? []);
  const standing = claims.filter(({ by, holds }) => holds !== 'could' && stateOf(by)?.state === 'standing');
  const undone = claims.filter(({ by }) => stateOf(by)?.state === 'undone');
  const failed = standing.filter((claim) => outcomesOf(claim, facts).some(({ outcome }) => outcome === 'through'));
  const possible = claims.filter(({ holds, by }) => holds === 'could' && stateOf(by)?.state !== 'undone');
  const state = stateFrom(standing, undone, failed, possible, facts.mode);
  const proved = provedAt(standing, facts);
  const { kind, id, name, version } = assistant;
  return {
    subject: { kind, id, name, ...(version === undefined ? {} : { version }) },
    channel,
    state,
    by: [...new Set((state === 'drifted' ? [...undone, ...failed] : standing).map(({ by }) => by))],
    notes: [
      ...undone.map(({ by }) => driftOf(stateOf(by))),
      ...failed.map(({ by }) => `The last drill went past ${by} where it should be held.`),
      ...standing.map(({ note }) => note),
      ...(state === 'enforced' ? [] : possible.map(({ note }) => note)),
      ...(facts.mode === 'observe' && standing.length > 0 ? ['The policy only observes: nothing is refused.'] : []),
      ...pastReach(question),
      ...(traits.hole === undefined || facts.hasWindow === false ? [] : [traits.hole]),
    ],
    ...(proved === undefined || state === 'drifted' ? {} : { proved }),
  };
}

function stateFrom(
  standing: readonly Claim[],
  undone: readonly Claim[],
  failed: readonly Claim[],
  possible: readonly Claim[],
  mode: CoverageFacts['mode'],
): CoverageState {
  if (undone.length > 0 || (failed.length > 0 && mode === 'enforce')) return 'drifted';
  if (standing.some(({ holds }) => holds === 'enforced')) return mode === 'enforce' ? 'enforced' : 'detected';
  if (standing.length > 0) return 'detected';
  return possible.length > 0 ? 'open' : 'impossible';
}

function outcomesOf({ shownBy = [] }: Claim, { outcomes }: CoverageFacts): readonly DrillOutcome[] {
  return outcomes.filter(({ way, outcome }) => outcome !== 'untried' && shownBy.includes(way));
}

/** Returns the oldest time of what the strongest of the mechanisms showed: so long all of it is known. */
function provedAt(standing: readonly Claim[], facts: CoverageFacts): string | undefined {
  const enforcing = standing.filter(({ holds }) => holds === 'enforced');
  const shown = (enforcing.length > 0 ? enforcing : standing).flatMap((claim) => outcomesOf(claim, facts));
  return shown.map(({ time }) => time).sort()[0];
}

function driftOf(mechanism: MechanismState | undefined): string {
  const { id, note = `${id} was undone.`, remedy } = mechanism ?? { id: 'it' };
  return remedy === undefined ? note : `${note} ${remedy}`;
}

/** Says where an assistant is out of the window's reach, and what closes that. */
function pastReach(question: Question): string[] {
  const { assistant, traits, stateOf, channel } = question;
  if (channel === 'agent-edit' || isInReach(question)) return [];
  const isConnected = traits.connect !== undefined && stateOf(`connection/${traits.connect}`)?.state === 'standing';
  if (isConnected) return [];
  if (assistant.isElsewhere === true) {
    return ['It runs on the other side of the remote window: the gateway there, or a firewall, closes that.'];
  }
  if (isApart(question)) {
    return ['It sends from a process of its own, out of the window: the gateway with a firewall closes that.'];
  }
  return [
    "It sends by the editor's own network: set `github.copilot.advanced.debug.useElectronFetcher` to false, or close it by a firewall.",
  ];
}
