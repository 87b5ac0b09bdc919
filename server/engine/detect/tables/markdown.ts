/** Tables in Markdown: a header between bars, a line of dashes below it, rows until a line without bars (GFM 4.10). */

import type { DocumentPassTools } from '../documentPasses';
import type { FindSpans } from '../spans';
import { columnKind } from './columns';
import { withPlainName } from './delimited';
import { report, trimmed } from './report';

const longestRuler = 1000;
const ruler = /^[ \t]{0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*){0,60}\|?[ \t\r]*$/;

/** Reports the values of telling columns in all tables of the text. */
export function markdownTables(text: string, tools: DocumentPassTools): void {
  let floor = 0;
  for (const { from, to } of tools.spansIn(findRulers)) {
    if (from < floor) continue;
    if (!tools.spend(to - from + 8)) return;
    floor = readTable(text, from, to, tools);
  }
}

/** Gives the lines that may stand below the header of a table. */
export const findRulers: FindSpans = function* (text, from, to) {
  const first = text.lastIndexOf('\n', from - 1) + 1;
  for (let dash = text.indexOf('--', first); dash >= 0; ) {
    const lineStart = text.lastIndexOf('\n', dash) + 1;
    if (lineStart >= to) return;
    const lineEnd = endOfLine(text, dash);
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + longestRuler));
    const isRuler = lineEnd > from && lineStart > 1 && line.includes('|') && ruler.test(line);
    if (isRuler) yield { from: lineStart, to: lineEnd };
    dash = text.indexOf('--', lineEnd);
  }
};

function readTable(text: string, rulerStart: number, rulerEnd: number, tools: DocumentPassTools): number {
  const headerStart = text.lastIndexOf('\n', rulerStart - 2) + 1;
  const names = cellsOf(text, headerStart, rulerStart - 1).map(({ offset, length }) =>
    text.slice(offset, offset + length),
  );
  const found = names.map(columnKind);
  if (found.every((kind) => kind === undefined)) return rulerEnd;
  const kinds = withPlainName(names, found);
  let position = rulerEnd + 1;
  while (position < text.length) {
    const end = endOfLine(text, position);
    const cells = cellsOf(text, position, end);
    if (cells.length < 2 || !tools.spend(end - position + 8)) break;
    for (const [column, cell] of cells.entries()) {
      const kind = kinds[column];
      if (kind !== undefined && !report(text, cell, kind, tools)) return text.length;
    }
    position = end + 1;
  }
  return position;
}

function cellsOf(text: string, from: number, to: number) {
  const whole = trimmed(text, from, to);
  const end = whole.offset + whole.length;
  let start = text[whole.offset] === '|' ? whole.offset + 1 : whole.offset;
  const cells = [];
  for (let bar = text.indexOf('|', start); bar >= 0 && bar < end; bar = text.indexOf('|', start)) {
    cells.push(trimmed(text, start, bar));
    start = bar + 1;
  }
  if (start < end) cells.push(trimmed(text, start, end));
  return cells;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
