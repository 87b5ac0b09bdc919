/**
 * The attribution of one file of a working tree as it is kept between sessions: JSON, without the file's text.
 *
 * A digest of each line is kept, so that lines keep their characters' sources through changes that nobody reported: a
 * part that is staged, another program's edit, another branch. Parsing takes nothing on trust.
 */

import { createHash } from 'node:crypto';
import { type Attribution, attribute, concat, lengthOf, runsOf, type Source } from './attribution';
import { follow } from './carry';
import { type Match, matchSequences } from './diff';
import { isSignificant } from './fragments';
import { splitLines } from './lines';

export interface StoredLines {
  readonly v: 1;
  /** Relative to the working tree's root, `/`-separated. */
  readonly path: string;
  readonly sources: readonly Source[];
  /** `[length, index of the source]`, -1 for a person. */
  readonly runs: readonly (readonly [number, number])[];
  /** 48 bits of each line's SHA-256, hex, one after another. */
  readonly lineDigests: string;
  readonly lineLengths: readonly number[];
}

const digestLength = 12;
export const maxStoredUnits = 32_000_000;
const sourceFields = ['entry', 'model', 'name', 'tool', 'policy', 'time'] as const;

/** Returns the form that is stored. */
export function formatStored(path: string, attribution: Attribution, text: string): string {
  const sources = new Map<string, number>();
  const list: Source[] = [];
  const runs: [number, number][] = [];
  for (const { start, end, source } of runsOf(attribution)) {
    if (source !== undefined && !sources.has(source.entry)) sources.set(source.entry, list.push(source) - 1);
    runs.push([end - start, source === undefined ? -1 : (sources.get(source.entry) as number)]);
  }
  const lines = splitLines(text);
  const stored: StoredLines = {
    v: 1,
    path,
    sources: list,
    runs,
    lineDigests: lines.map(lineDigest).join(''),
    lineLengths: lines.map(({ length }) => length),
  };
  return formatStoredLines(stored);
}

/** Returns the stored form of what `parseStored` returned. */
export function formatStoredLines(stored: StoredLines): string {
  return `${JSON.stringify(stored)}\n`;
}

/** Returns what is stored, `undefined` where it is not of that form. */
export function parseStored(json: string): StoredLines | undefined {
  if (json.length > maxStoredUnits) return undefined;
  try {
    const stored = JSON.parse(json) as StoredLines;
    const { v, path, sources, runs, lineDigests, lineLengths } = stored;
    const isWhole =
      v === 1 &&
      typeof path === 'string' &&
      sources.every((source) => sourceFields.every((field) => typeof source[field] === 'string')) &&
      runs.every(([length, source]) => isCount(length) && length > 0 && (source === -1 || isCount(source, sources))) &&
      lineLengths.every((length) => isCount(length)) &&
      /^[0-9a-f]*$/.test(lineDigests) &&
      lineDigests.length === lineLengths.length * digestLength &&
      sum(lineLengths) === sum(runs.map(([length]) => length));
    return isWhole ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the attribution of a text that is what was stored, or came of it by changes that nobody reported. */
export function recallAttribution(stored: StoredLines, text: string): Attribution {
  let attribution: Attribution;
  for (const [length, source] of stored.runs) {
    attribution = concat(attribution, attribute(length, stored.sources[source]));
  }
  const before = Array.from({ length: stored.lineLengths.length }, (_, i) =>
    stored.lineDigests.slice(i * digestLength, (i + 1) * digestLength),
  );
  const lines = splitLines(text);
  const after = lines.map(lineDigest);
  if (before.join() === after.join() && lengthOf(attribution) === text.length) return attribution;
  // A stretch that says nothing, as brackets do, may be of anybody.
  const known = matchSequences(before, after).filter(({ b, length }) => lines.slice(b, b + length).some(isSignificant));
  const lengths = lines.map(({ length }) => length);
  const [starts, nextStarts] = [startsOf(stored.lineLengths), startsOf(lengths)];
  const matches = known.flatMap(({ a, b, length }) =>
    Array.from(
      { length },
      (_, i): Match => ({
        a: starts[a + i] as number,
        b: nextStarts[b + i] as number,
        length: Math.min(stored.lineLengths[a + i] as number, lengths[b + i] as number),
      }),
    ),
  );
  return follow(attribution, matches, text.length);
}

/** Line breaks of either kind are the same: git may store another than is in the working tree. */
function lineDigest(line: string): string {
  return createHash('sha256')
    .update(line.replace(/\r?\n$/, ''))
    .digest('hex')
    .slice(0, digestLength);
}

function startsOf(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const [i, length] of lengths.entries()) starts.push((starts[i] as number) + length);
  return starts;
}

function isCount(value: unknown, of?: readonly unknown[]): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (of === undefined || (value as number) < of.length);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
