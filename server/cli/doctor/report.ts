/** How `portcullis doctor` prints what it found. Pure. */

import type { CoverageReport, CoverageState } from '../../lsp/protocol/coverage';
import { printable, type Style } from '../terminal';
import type { Check } from './check';

type Paint = (style: Style, text: string) => string;

const marks: Readonly<Record<Check['state'], readonly [Style, string]>> = {
  ok: ['green', 'ok  '],
  note: ['dim', 'note'],
  mend: ['red', 'MEND'],
};

/** Returns the lines of the checks, each remedy below its check. */
export function checkLines(checks: readonly Check[], paint: Paint): readonly string[] {
  const width = Math.max(...checks.map(({ id }) => id.length));
  return checks.flatMap(({ id, state, text, remedy }) => [
    `${paint(...marks[state])}  ${id.padEnd(width)}  ${printable(text)}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 8)}${paint('dim', printable(remedy))}`]),
  ]);
}

const words: Readonly<Record<CoverageState, readonly [Style, string]>> = {
  enforced: ['green', 'enforced'],
  detected: ['yellow', 'detected only'],
  open: ['red', 'open'],
  impossible: ['red', 'impossible'],
  drifted: ['red', 'drifted'],
};

/** Returns a line for each assistant's channel. */
export function coverageLines({ rows }: CoverageReport, paint: Paint): readonly string[] {
  const names = rows.map(({ subject, channel = '' }) => [subject.name, channel] as const);
  const [first, second] = [0, 1].map((at) => Math.max(0, ...names.map((each) => (each[at] as string).length)));
  return rows.map(({ subject, channel = '', state, by, proved }) => {
    const [style, word] = words[state];
    const how = by.length === 0 ? '' : ` by ${by.join(', ')}`;
    const shown = proved === undefined ? '' : `, shown ${proved}`;
    return `${subject.name.padEnd(first as number)}  ${channel.padEnd(second as number)}  ${paint(style, word)}${how}${shown}`;
  });
}
