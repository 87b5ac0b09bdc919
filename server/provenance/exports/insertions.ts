/** What formats about lines of code need of an entry: an insertion that was kept, where, and by whom. Pure. */

import type { ReadEntry } from '../readEntries';
import { filePathOf, isRefused } from './summary';

export interface KeptInsertion {
  readonly path: string;
  /** 1-based, inclusive, as they were at the time of the insertion. */
  readonly range: { readonly startLine: number; readonly endLine: number };
}

/** Returns where the entry's lines are; `undefined` where nothing was let in, or its path was erased. */
export function keptInsertion(item: ReadEntry): KeptInsertion | undefined {
  const { entry } = item;
  const path = filePathOf(item);
  const { range } = entry.target;
  if (path === undefined || isRefused(entry) || range === undefined) return undefined;
  return { path, range };
}
