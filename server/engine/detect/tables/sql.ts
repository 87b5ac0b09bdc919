/**
 * Dumps of databases: `INSERT INTO people (name, ssn) VALUES (…), (…)` and `COPY people (name, ssn) FROM stdin`.
 *
 * Knows the two statements' outer form only; values of other statements are left alone.
 */

import type { DocumentPassTools } from '../documentPasses';
import { type ColumnKind, columnKind } from './columns';
import { readRows, withPlainName } from './delimited';
import { type Cell, report, trimmed } from './report';

const statement =
  /\b(?:INSERT\s{1,4}INTO|COPY)\s{1,4}[\w."`[\]]{1,120}\s{0,4}\(([^()]{1,2000})\)\s{0,4}(?:(VALUES)|FROM\s{1,4}stdin[^;\n]{0,100};)/gi;

/** Reports the values of telling columns in all statements. */
export function sqlStatements(text: string, tools: DocumentPassTools): void {
  if (!tools.spend(text.length)) return;
  for (const match of text.matchAll(statement)) {
    const names = match[1]!.split(',').map((name) => name.replace(/["`[\]\s]/g, ''));
    const found = names.map(columnKind);
    if (found.every((kind) => kind === undefined)) continue;
    const kinds = withPlainName(names, found);
    const start = match.index + match[0].length;
    if (match[2] === undefined) {
      const end = text.indexOf('\n\\.', start);
      readRows(text, text.indexOf('\n', start) + 1 || text.length, end < 0 ? text.length : end, '\t', kinds, tools);
    } else if (!readTuples(text, start, kinds, tools)) return;
  }
}

/** Reads `(…), (…);`; false where the budget has ended. */
function readTuples(
  text: string,
  from: number,
  kinds: readonly (ColumnKind | undefined)[],
  tools: DocumentPassTools,
): boolean {
  let position = from;
  for (;;) {
    while (position < text.length && /[\s,]/.test(text[position]!)) position++;
    if (text[position] !== '(') return true;
    const { cells, end } = tupleAt(text, position + 1);
    if (!tools.spend(end - position + 8)) return false;
    position = end + 1;
    if (cells.length !== kinds.length) continue;
    for (const [column, cell] of cells.entries()) {
      const kind = kinds[column];
      if (kind !== undefined && !report(text, cell, kind, tools)) return false;
    }
  }
}

/** Returns the values up to the closing parenthesis; quotes are doubled or escaped within values. */
function tupleAt(text: string, from: number): { cells: Cell[]; end: number } {
  const cells: Cell[] = [];
  let cellStart = from;
  let quoted = false;
  let position = from;
  for (; position < text.length; position++) {
    const character = text[position];
    if (quoted && character === '\\') position++;
    else if (character === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (character === ')' || character === ';') break;
    else if (character === ',') {
      cells.push(trimmed(text, cellStart, position));
      cellStart = position + 1;
    }
  }
  cells.push(trimmed(text, cellStart, Math.min(position, text.length)));
  return { cells, end: position };
}
