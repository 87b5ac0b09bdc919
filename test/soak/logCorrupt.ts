/**
 * Changes every byte of a stored log, one at a time, and sees that verification names the file and the entry.
 *
 * Run as a program with the number of entries, and optionally 1 byte in how many is changed.
 */

import { parseTilePath } from '../../server/provenance/tile';
import { verifyLog } from '../../server/provenance/verifyLog';
import { type MemoryFiles, sampleLog } from '../server/provenance/sample';

/** Flips bytes of all files, 1 in `stride` of those in tiles, bundles and openings; returns the flips that were not located. */
export async function corruptBytes(files: MemoryFiles, stride: number): Promise<{ tried: number; missed: string[] }> {
  const missed: string[] = [];
  let tried = 0;
  for (const [name, original] of files.contents) {
    const isLarge = name.startsWith('openings/') || parseTilePath(name) !== undefined;
    for (let offset = 0; offset < original.length; offset += isLarge ? stride : 1) {
      const changed = Buffer.from(original);
      changed[offset] = (changed[offset] as number) ^ (1 + ((offset * 37 + tried) % 255));
      files.contents.set(name, changed);
      const { ok, problems } = await verifyLog(files);
      const expected = expectedIndex(name, original, offset);
      const located = problems.some(
        (problem) => problem.file === name && (expected === undefined || problem.index === expected),
      );
      if (ok || !located) missed.push(`${name} byte ${offset}: ${JSON.stringify(problems.slice(0, 2))}`);
      tried++;
    }
    files.contents.set(name, original);
  }
  return { tried, missed };
}

/** Returns the entry that the byte belongs to, told from the formats alone. */
function expectedIndex(name: string, bytes: Buffer, offset: number): number | undefined {
  if (name.startsWith('openings/')) return lineOf(bytes, offset);
  if (name === 'journal') return journalIndexOf(bytes, offset);
  const position = parseTilePath(name);
  if (position?.level === 0) return position.n * 256 + Math.floor(offset / 32);
  if (position?.level !== 'entries') return undefined;
  let index = position.n * 256;
  for (let at = 0; at + 2 + bytes.readUInt16BE(at) <= offset; at += 2 + bytes.readUInt16BE(at)) index++;
  return index;
}

/** Each entry has two lines that hold JSON behind 45 characters; other lines belong to none. */
function journalIndexOf(bytes: Buffer, offset: number): number | undefined {
  const lines = bytes.toString('latin1').split('\n');
  const line = lineOf(bytes, offset);
  const isEntry = (text: string | undefined) => text?.[45] === '{';
  return isEntry(lines[line]) ? Math.floor(lines.slice(0, line).filter(isEntry).length / 2) : undefined;
}

function lineOf(bytes: Buffer, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
}

if (require.main === module) {
  const [count = 100, stride = 1] = process.argv.slice(2).map(Number);
  sampleLog(count)
    .then((files) => corruptBytes(files, stride))
    .then(({ tried, missed }) => {
      for (const line of missed) console.log(line);
      console.log(`${count} entries: ${tried} bytes changed, ${missed.length} not located`);
      process.exitCode = missed.length > 0 ? 1 : 0;
    });
}
