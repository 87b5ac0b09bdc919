/**
 * Changes bytes of a stored, signed and witnessed log, one at a time, and tampers with it as a whole; sees that
 * verification names each change: the file and the entry of a byte, the kind of a tampering.
 *
 * Run as a program with the number of entries, of positions, and the stride of records that are cut, dropped, doubled and
 * exchanged.
 */

import { parseTilePath } from '../../server/provenance/tile';
import { verifyLog } from '../../server/provenance/verifyLog';
import type { MemoryFiles } from '../server/provenance/sample';
import { tamperings, witnessedLog } from './logTamper';

export interface CorruptOutcome {
  readonly tried: number;
  /** Changes that were not named. */
  readonly missed: readonly string[];
}

/** Flips bytes of all files, 1 in `stride` of those in tiles, bundles and openings; returns the flips that were not located. */
export async function corruptBytes(files: MemoryFiles, stride: number): Promise<CorruptOutcome> {
  const positions: [string, number][] = [];
  for (const [name, bytes] of files.contents) {
    const step = isLarge(name) ? stride : 1;
    for (let offset = 0; offset < bytes.length; offset += step) positions.push([name, offset]);
  }
  return corruptAt(files, positions);
}

/** Flips a byte at each position by itself. */
export async function corruptAt(files: MemoryFiles, positions: readonly [string, number][]): Promise<CorruptOutcome> {
  const missed: string[] = [];
  for (const [tried, [name, offset]] of positions.entries()) {
    const original = files.contents.get(name) as Buffer;
    const changed = Buffer.from(original);
    changed[offset] = (changed[offset] as number) ^ (1 + ((offset * 37 + tried) % 255));
    files.contents.set(name, changed);
    const { ok, problems } = await verifyLog(files);
    const expected = expectedIndex(name, original, offset);
    const located = problems.some(
      (problem) => problem.file === name && (expected === undefined || problem.index === expected),
    );
    if (ok || !located) missed.push(`${name} byte ${offset}: ${JSON.stringify(problems.slice(0, 2))}`);
    files.contents.set(name, original);
  }
  return { tried: positions.length, missed };
}

/** Returns positions spread evenly over the bytes of all files. */
export function spread(files: MemoryFiles, count: number): [string, number][] {
  const total = [...files.contents.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  const positions: [string, number][] = [];
  let before = 0;
  for (const [name, bytes] of files.contents) {
    const first = Math.ceil((before * count) / total);
    for (let i = first; (i * total) / count < before + bytes.length; i++) {
      positions.push([name, Math.floor((i * total) / count) - before]);
    }
    before += bytes.length;
  }
  return positions.map(([name, offset]) => [name, Math.max(0, offset)]);
}

/** Returns the entry that the byte belongs to, told from the formats alone. */
function expectedIndex(name: string, bytes: Buffer, offset: number): number | undefined {
  if (name.startsWith('openings/')) return 256 * Number(name.slice(-3)) + lineOf(bytes, offset);
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

function isLarge(name: string): boolean {
  return name.startsWith('openings/') || parseTilePath(name) !== undefined;
}

function lineOf(bytes: Buffer, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
}

async function main(count: number, positions: number, stride: number): Promise<void> {
  const log = await witnessedLog(count);
  const { tried, missed } = await corruptAt(log.files.copy(), spread(log.files, positions));
  let passed = 0;
  let tampered = 0;
  for await (const { what, files, expected } of tamperings(log, stride)) {
    const { problems } = await verifyLog(files, { against: [log.kept], trusted: log.trusted });
    tampered++;
    if (problems.some(({ code }) => expected.includes(code))) continue;
    passed++;
    console.log(`${what}: ${JSON.stringify(problems.slice(0, 2))}`);
  }
  for (const line of missed) console.log(line);
  console.log(`${count} entries: ${tried} bytes changed, ${missed.length} not located`);
  console.log(`${tampered} tamperings, ${passed} not named`);
  process.exitCode = missed.length + passed > 0 ? 1 : 0;
}

if (require.main === module) {
  const [count = 5000, positions = 20_000, stride = 1] = process.argv.slice(2).map(Number);
  main(count, positions, stride);
}
