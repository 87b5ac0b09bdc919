/** Turns the values of a column into findings, within the budget. */

import type { DocumentPassTools } from '../documentPasses';
import { type ColumnKind, isStandIn } from './columns';

/** A value's place: from `offset`, `length` code units, without quotes and outer white space. */
export interface Cell {
  readonly offset: number;
  readonly length: number;
}

/** Reports the cell where it is a value of the kind; false where the budget has ended. */
export function report(text: string, cell: Cell, kind: ColumnKind, tools: DocumentPassTools): boolean {
  if (!tools.spend(cell.length + 16)) return false;
  if (cell.length < 2 || cell.length > 200 || !tools.wants(kind.detector)) return true;
  const value = text.slice(cell.offset, cell.offset + cell.length);
  if (!isStandIn(value) && kind.accepts(value)) {
    tools.found({ detector: kind.detector, offset: cell.offset, length: cell.length, confidence: kind.confidence });
  }
  return true;
}

/** Returns the range without white space and one pair of quotes at its ends. */
export function trimmed(text: string, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  const quote = text[start];
  if (end - start > 1 && (quote === '"' || quote === "'") && text[end - 1] === quote) {
    start++;
    end--;
  }
  return { offset: start, length: end - start };
}
