/**
 * Reads one file as text without letting go of the thread: for worker threads, which have nothing else to do.
 *
 * Over many small files it takes a fraction of the time, as no call waits for another thread. The same in every other
 * respect as reading without waiting, which names what can't be done.
 */

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { decodeText, type ReadTextOptions, type ReadTextResult, readTextFile } from './readText';

const buffer = Buffer.allocUnsafe(1024 * 1024);

/** Returns the file's text or why there is none; never throws. Large files, and all that fails, are read by `readTextFile`. */
export async function readTextHere(path: string, options: ReadTextOptions): Promise<ReadTextResult> {
  const length = readSmall(path, options.maxBytes);
  return length === undefined ? readTextFile(path, options) : decodeText(buffer.subarray(0, length));
}

/** Reads a file into the buffer and returns its length, `undefined` where it doesn't fit or can't be read. */
function readSmall(path: string, maxBytes: number): number | undefined {
  let handle: number | undefined;
  try {
    // Without O_NONBLOCK, opening a FIFO that someone left in the tree would wait for ever.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(handle);
    if (!stat.isFile() || stat.size > maxBytes || stat.size >= buffer.length) return undefined;
    let length = 0;
    for (;;) {
      const read = readSync(handle, buffer, length, buffer.length - length, null);
      length += read;
      // A file that grows while it is read may not fit after all.
      if (length > maxBytes || length === buffer.length) return undefined;
      if (read === 0) return length;
    }
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
