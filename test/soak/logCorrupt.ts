/**
 * Changes bytes of a stored, signed and witnessed log, one at a time, and tampers with it as a whole; sees that
 * verification names each change: the file and the entry of a byte, the kind of a tampering.
 *
 * Run as a program with the number of entries, of positions, and the stride of records that are cut, dropped, doubled and
 * exchanged; the work is shared by as many processes as there are cores.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseTilePath } from '../../server/provenance/tile';
import { verifyLog } from '../../server/provenance/verifyLog';
import type { MemoryFiles } from '../server/provenance/sample';
import { createKeptRanges } from './keptRanges';
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
  const verifyRange = createKeptRanges()(files);
  for (const [tried, [name, offset]] of positions.entries()) {
    const original = files.contents.get(name) as Buffer;
    const changed = Buffer.from(original);
    changed[offset] = (changed[offset] as number) ^ (1 + ((offset * 37 + tried) % 255));
    files.contents.set(name, changed);
    const { ok, problems } = await verifyLog(files, { verifyRange });
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

/** What of a whole run one of several processes does: every `of`-th change, from `part` on. */
interface Share {
  readonly part: number;
  readonly of: number;
}

interface ShareOutcome extends CorruptOutcome {
  readonly tampered: number;
  /** Tamperings that were not named. */
  readonly passed: readonly string[];
}

async function runShare(count: number, positions: number, stride: number, { part, of }: Share): Promise<ShareOutcome> {
  const log = await witnessedLog(count);
  const isMine = (_: unknown, i: number) => i % of === part;
  const outcome = await corruptAt(log.files.copy(), spread(log.files, positions).filter(isMine));
  const keptRanges = createKeptRanges();
  const passed: string[] = [];
  let seen = 0;
  let tampered = 0;
  for await (const { what, files, expected } of tamperings(log, stride)) {
    if (!isMine(what, seen++)) continue;
    tampered++;
    const options = { against: [log.kept], trusted: log.trusted, verifyRange: keptRanges(files) };
    const { problems } = await verifyLog(files, options);
    if (problems.some(({ code }) => expected.includes(code))) continue;
    passed.push(`${what}: ${JSON.stringify(problems.slice(0, 2))}`);
  }
  return { ...outcome, tampered, passed };
}

/** Runs this file once for each core and puts together what they found. */
async function main(args: readonly string[]): Promise<void> {
  const of = availableParallelism();
  const shares = Array.from({ length: of }, (_, part) => fork(__filename, [...args, `${part}`, `${of}`]));
  const outcomes = await Promise.all(
    shares.map(async (share) => {
      const [outcome] = (await Promise.race([once(share, 'message'), once(share, 'exit')])) as [ShareOutcome | number];
      if (typeof outcome === 'object') return outcome;
      throw new Error(`a part of the run ended with ${outcome}`);
    }),
  );
  const sum = (of: (outcome: ShareOutcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const bad = outcomes.flatMap(({ missed, passed }) => [...missed, ...passed]);
  for (const line of bad) console.log(line);
  console.log(
    `${args[0]} entries: ${sum(({ tried }) => tried)} bytes changed, ${sum((o) => o.missed.length)} not located`,
  );
  console.log(`${sum(({ tampered }) => tampered)} tamperings, ${sum(({ passed }) => passed.length)} not named`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}

if (require.main === module) {
  const [count = '5000', positions = '20000', stride = '1', part, of] = process.argv.slice(2);
  if (part === undefined) main([count, positions, stride]);
  else {
    const share = { part: Number(part), of: Number(of) };
    runShare(Number(count), Number(positions), Number(stride), share).then((outcome) => process.send?.(outcome));
  }
}
