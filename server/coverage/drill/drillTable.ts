/** The outcome of a drill as a table for people, in Markdown. Pure; says no time, so that two drills can be compared. */

import { hookHosts } from '../../agents/hooks';
import type { DrillOutcome } from '../../lsp/protocol/coverage';
import { windowWays } from '../ways';

interface Line {
  readonly name: string;
  readonly outcomes: readonly DrillOutcome[];
  readonly note?: string;
}

/** What is noted of a step that is refused for its destination alone. */
export const closedToAll = 'a harmless file is held as well: the policy does not clear this assistant for it';

const steps = ['read', 'search', 'shell', 'edit', 'mcp', 'prompt'];

/** Returns the table; ways that nothing was tried on are left out. */
export function drillTable(outcomes: readonly DrillOutcome[]): string {
  const of = (test: (way: string) => boolean): readonly DrillOutcome[] => outcomes.filter(({ way }) => test(way));
  const lines: Line[] = [
    ...windowWays.map(({ id, name, note }) => ({ name, outcomes: of((way) => way === id), ...(note && { note }) })),
    { name: 'a request to the gateway, in each protocol', outcomes: of((way) => way === 'gateway') },
    ...hookHosts.map(({ id, name }) => ({
      name: `what hooks of ${name} are answered: ${stepsIn(outcomes, id).join(', ')}`,
      outcomes: of((way) => way.startsWith(`hook/${id}/`)),
    })),
  ];
  const shown = lines.filter((line) => line.outcomes.length > 0);
  return ['| way | canary |', '|---|---|', ...shown.map((line) => `| ${line.name} | ${verdictOf(line)} |`)].join('\n');
}

function stepsIn(outcomes: readonly DrillOutcome[], host: string): readonly string[] {
  return steps.filter((step) => outcomes.some(({ way }) => way === `hook/${host}/${step}`));
}

function verdictOf({ outcomes, note }: Line): string {
  const through = outcomes.filter(({ outcome }) => outcome === 'through');
  const untried = outcomes.filter(({ outcome }) => outcome === 'untried');
  if (through.length > 0) {
    const which = outcomes.length === 1 ? '' : ` (${stepNames(through)})`;
    return `**got through**${which}${note === undefined ? '' : `. ${note}`}`;
  }
  if (untried.length === outcomes.length)
    return `not tried: ${escapeMarkdown(untried[0]?.note ?? 'it does not work by itself')}`;
  if (untried.length > 0) return `held; not tried: ${stepNames(untried)}`;
  const closed = outcomes.filter(({ note }) => note === closedToAll);
  if (closed.length === 0) return 'held';
  const which = closed.length === outcomes.length ? '' : ` (${stepNames(closed)})`;
  return `held; ${closedToAll}${which}`;
}

function stepNames(outcomes: readonly DrillOutcome[]): string {
  return outcomes.map(({ way }) => way.split('/').at(-1)).join(', ');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_<>|]/g, '\\$&').replace(/\s+/g, ' ');
}
