/**
 * The lines of a text that tell where it comes from, as hashes: long enough, and not such as stand in every file.
 *
 * Pure. Hashes of 52 bits are for looking up in memory, not for keeping.
 */

const shortest = 20;
/** Shorter ones are brackets and the like. */
const shortestOfAll = 6;
/** Columns of a terminal, and the rows that a line may take there. */
const narrowest = 60;
const mostRows = 8;
/** What tools put before the lines they quote: names of files, numbers, marks of a diff or an answer. */
const quoted = /^\s*(?:(?:[^\s:]{1,256}:)?\d{1,6}\s*[:|\t→]|[+>-](?=\s))?\s*/;
const shared =
  /^(?:import\b|from\b|export \* |#\s*include\b|using\b|package\b|require\b|(?:const|let|var) .* = require\(|use [\w:]+;)/;
const comment = /^(?:\/\/|\/\*|\*|#|--|<!--|;|"""|''')/;
const licence = /copyright|licen[cs]e|spdx|warrant/i;

/** Returns the hashes of a text's telling lines in their order; a licence at its head is left out. */
export function lineHashes(text: string): readonly number[] {
  const hashes: number[] = [];
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  for (let at = endOfLicence(lines); at < lines.length; at++) {
    const line = normalise(lines[at]!);
    if (line.length >= shortest && !shared.test(line)) hashes.push(hash(line));
  }
  return hashes;
}

/** Returns the hashes of all lines that say anything, whether or not they tell where they come from. */
export function allLineHashes(text: string): readonly number[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map(normalise);
  return lines.filter(({ length }) => length >= shortestOfAll).map(hash);
}

/**
 * Returns the hashes of what leaves: those of its lines, and of the lines that a terminal may have broken at its width.
 */
export function leavingHashes(text: string): readonly number[] {
  const hashes = [...allLineHashes(text)];
  const rows = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const flat = rows.map((row) => row.replace(/\s+/g, ' '));
  for (let at = 0; at < rows.length; at++) {
    if (rows[at]!.length >= narrowest) addJoined(rows, flat, at, hashes);
  }
  return hashes;
}

/** Adds the hashes of the lines that begin with a row and go on in the next ones, of which no text is made. */
function addJoined(rows: readonly string[], flat: readonly string[], first: number, hashes: number[]): void {
  const lanes = begin();
  let space = '';
  for (let at = first; at < rows.length && at <= first + mostRows; at++) {
    const row = at === first ? rows[at]!.replace(quoted, '').replace(/\s+/g, ' ') : flat[at]!;
    const body = row.trim();
    if (body !== '') {
      feed(lanes, row.startsWith(' ') ? ' ' : space);
      feed(lanes, body);
      space = '';
    }
    if (row.endsWith(' ')) space = ' ';
    if (at > first) hashes.push(hashOf(lanes));
    // Every row but the last is full.
    if (rows[at]!.length !== rows[first]!.length) return;
  }
}

function normalise(line: string): string {
  return line.replace(quoted, '').replace(/\s+/g, ' ').trimEnd();
}

/** Returns where the comment at the head ends if it is one about rights. */
function endOfLicence(lines: readonly string[]): number {
  let end = 0;
  while (end < lines.length && (lines[end]!.trim() === '' || comment.test(lines[end]!.trim()))) end++;
  return lines.slice(0, end).some((line) => licence.test(line)) ? end : 0;
}

/** FNV-1a in two lanes. */
interface Lanes {
  low: number;
  high: number;
}

function begin(): Lanes {
  return { low: 0x811c9dc5, high: 0x9dc5811c };
}

function feed(lanes: Lanes, text: string): void {
  let { low, high } = lanes;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  lanes.low = low;
  lanes.high = high;
}

function hashOf({ low, high }: Lanes): number {
  return (low >>> 0) * 0x100000 + (high >>> 12);
}

function hash(line: string): number {
  const lanes = begin();
  feed(lanes, line);
  return hashOf(lanes);
}
