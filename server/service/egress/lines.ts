/**
 * The lines of a text that tell where it comes from, as hashes: long enough, and not such as stand in every file.
 *
 * Pure. Hashes of 52 bits are for looking up in memory, not for keeping.
 */

const shortest = 20;
/** Columns of a terminal, and the rows that a line may take there. */
const narrowest = 60;
const mostRows = 8;
/** What tools put before the lines they quote: numbers, marks of a diff or an answer. */
const quoted = /^\s*(?:\d{1,6}\s*[:|\t→]|[+>-](?=\s))?\s*/;
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

/**
 * Returns the hashes of what leaves: those of its lines, and of the lines that a terminal may have broken at its width.
 */
export function leavingHashes(text: string): readonly number[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const joined: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.length < narrowest) continue;
    let whole = line;
    for (let next = at + 1; next < lines.length && next <= at + mostRows; next++) {
      whole += lines[next];
      joined.push(whole);
      // Every row but the last is full.
      if (lines[next]!.length !== line.length) break;
    }
  }
  return [...lineHashes(text), ...lineHashes(joined.join('\n'))];
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
function hash(line: string): number {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (low >>> 0) * 0x100000 + (high >>> 12);
}
