/** Reads what `git cat-file --batch` prints. Pure. */

import { decodeText } from './readText';

/** Returns the texts by the names that were asked for; what is not there, or is no text, is left out. */
export function parseObjects(bytes: Buffer, names: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  let start = 0;
  for (const name of names) {
    const end = bytes.indexOf(10, start);
    if (end === -1) break;
    const [, type, length] = /^[0-9a-f]{40,64} (\S+) (\d+)$/.exec(bytes.toString('utf8', start, end)) ?? [];
    start = end + 1;
    if (length === undefined) continue;
    const content = bytes.subarray(start, start + Number(length));
    start += Number(length) + 1;
    const decoded = type === 'blob' ? decodeText(content) : undefined;
    if (decoded?.kind === 'text') texts.set(name, decoded.text);
  }
  return texts;
}
