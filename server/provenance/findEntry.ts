/** Finds an entry by its id in the stored bytes, without parsing what it passes. */

import { parseEntry } from './entry';
import type { LogFiles } from './files';
import { headSize, readAt, readHead } from './head';
import { formatTilePath, parseBundle, tileWidth } from './tile';

/** Returns the index of the entry with this ULID, `undefined` where there is none (or it was pruned). */
export async function findEntry(files: LogFiles, id: string): Promise<number | undefined> {
  const head = await readHead(files);
  const has = (leaf: Buffer) => leaf.includes(id) && parseEntry(leaf)?.id === id;
  let index = headSize(head) - 1;
  for (const { leaf } of head.journal.groups.flatMap((group) => group.records).reverse()) {
    if (has(leaf)) return index;
    index--;
  }
  // The newest first: they are asked for most.
  for (let n = Math.ceil(head.size / tileWidth) - 1; n * tileWidth >= head.firstKept && n >= 0; n--) {
    const width = Math.min(tileWidth, head.size - n * tileWidth);
    const bytes = await readAt(files, head, formatTilePath({ level: 'entries', n, width }));
    if (!bytes?.includes(id)) continue;
    const at = parseBundle(bytes).entries.findIndex(has);
    if (at >= 0) return n * tileWidth + at;
  }
  return undefined;
}
