/** Reads files and looks into them one after another, reading ahead. The same in the program and in its workers. */

import type { Files } from '../host';
import { type LookOptions, lookInto, type Outcome } from './lookInto';
import { readAhead } from './readAhead';

/** A file to scan; `path` is how it is shown. Without `absolute` it is something that has its place alone in the order. */
export interface ScanItem {
  readonly path: string;
  readonly absolute?: string;
}

/** What was seen in an item; `outcome` is absent where there was nothing to read, `length` is in code units. */
export interface Looked<T> {
  readonly item: T;
  readonly outcome?: Outcome;
  readonly length: number;
}

const smallFileBytes = 1024 * 1024;
const filesAhead = 16;

/**
 * Yields each item with what became of it, in their order. Holds one large file or a few small ones at a time; files of
 * more than `maxBytes` are `too-large`.
 */
export async function* readFiles<T extends ScanItem>(
  items: AsyncIterable<T>,
  readText: Files['readText'],
  maxBytes: number,
  options: LookOptions,
): AsyncGenerator<Looked<T>> {
  const small = { maxBytes: Math.min(smallFileBytes, maxBytes) };
  const read = readAhead(items, filesAhead, async (item) => ({
    item,
    content: item.absolute === undefined ? undefined : await readText(item.absolute, small),
  }));
  for await (const { item, content } of read) {
    if (content === undefined || item.absolute === undefined) {
      yield { item, length: 0 };
      continue;
    }
    const isLarge = content.kind === 'too-large' && content.size <= maxBytes;
    const whole = isLarge ? await readText(item.absolute, { maxBytes }) : content;
    const length = whole.kind === 'text' ? whole.text.length : 0;
    yield { item, outcome: lookInto(item.path, whole, options), length };
  }
}
