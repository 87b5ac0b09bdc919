/**
 * Tables with a header line and one row a line, cells between commas, semicolons, tabs or bars (RFC 4180).
 *
 * Leaves text whose first line is no header after reading that line.
 */

import type { DocumentPassTools } from '../documentPasses';
import { type ColumnKind, columnKind } from './columns';
import { type Cell, report, trimmed } from './report';

const longestHeader = 4000;
const mostColumns = 400;

/** Reports the values below a header in the text's first line; returns whether it is such a table. */
export function delimitedTable(text: string, tools: DocumentPassTools): boolean {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const headerEnd = text.indexOf('\n', start);
  if (headerEnd < 0 || headerEnd - start > longestHeader || headerEnd - start < 5) return false;
  const delimiter = delimiterOf(text.slice(start, headerEnd));
  if (delimiter === undefined) return false;
  const header = cellsOf(text, start, headerEnd, delimiter).cells;
  const names = header.map(({ offset, length }) => text.slice(offset, offset + length));
  if (!names.every((name) => /^[\p{L}_#][\p{L}\p{N}_ ./()#-]{0,39}$|^$/u.test(name))) return false;
  const kinds = names.map(columnKind);
  if (kinds.every((kind) => kind === undefined)) return false;
  readRows(text, headerEnd + 1, text.length, delimiter, withPlainName(names, kinds), tools);
  return true;
}

/** Reports the cells of each row from `from` to `to`; rows of another width are left out. */
export function readRows(
  text: string,
  from: number,
  to: number,
  delimiter: string,
  kinds: readonly (ColumnKind | undefined)[],
  tools: DocumentPassTools,
): void {
  for (let position = from; position < to; ) {
    const { cells, end } = cellsOf(text, position, to, delimiter);
    if (!tools.spend(end - position + 8)) return;
    position = end + 1;
    if (cells.length !== kinds.length) continue;
    for (const [column, cell] of cells.entries()) {
      const kind = kinds[column];
      if (kind !== undefined && !report(text, cell, kind, tools)) return;
    }
  }
}

/** A column called `name` holds people's names where another one tells of people. */
export function withPlainName(
  names: readonly string[],
  kinds: readonly (ColumnKind | undefined)[],
): readonly (ColumnKind | undefined)[] {
  const persons = kinds.some((kind) => kind !== undefined && kind.detector !== 'pii/ipv4-address');
  const asName = columnKind('fullname');
  return kinds.map((kind, i) =>
    kind === undefined && persons && /^(?:name|nom|nome|naam|navn|customer|patient|employee)$/i.test(names[i]!)
      ? asName
      : kind,
  );
}

function delimiterOf(header: string): string | undefined {
  return ['\t', ';', ',', '|'].find((delimiter) => header.includes(delimiter));
}

/** Returns the cells of one row; quoted ones may hold delimiters and line breaks. */
function cellsOf(text: string, from: number, to: number, delimiter: string): { cells: Cell[]; end: number } {
  const cells: Cell[] = [];
  const separator = delimiter.charCodeAt(0);
  let cellStart = from;
  let quoted = false;
  let position = from;
  for (; position < to && cells.length < mostColumns; position++) {
    const code = text.charCodeAt(position);
    if (code === 34 && (quoted || position === cellStart)) quoted = !quoted;
    else if (code === 34 && text.charCodeAt(position - 1) === 34) quoted = true;
    else if (quoted) continue;
    else if (code === 10) break;
    else if (code === separator) {
      cells.push(trimmed(text, cellStart, position));
      cellStart = position + 1;
    }
  }
  cells.push(trimmed(text, cellStart, position));
  return { cells, end: position };
}
