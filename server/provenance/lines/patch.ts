/** Reads what `git diff-tree --stdin --cc --raw -p -U0` prints: which files a commit changed, which lines it added. Pure. */

import type { FileChange } from './repository';

type Change = FileChange & { readonly added: Set<number> };

/**
 * Returns the changes by commit. `bytes` is git's output; a commit's id stands on a line of its own before its files.
 *
 * Files that are gone, links and submodules are left out; of one that is not text no line is added. Of a merge there are
 * the files that are as in none of its parents, and the lines that none of them has.
 */
export function parsePatches(bytes: Buffer): Map<string, FileChange[]> {
  const commits = new Map<string, FileChange[]>();
  let current: FileChange[] = [];
  let added: Set<number> | undefined;
  let skip = 0;
  let merged: MergedHunk | undefined;
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    const newline = bytes.indexOf(10, start);
    end = newline === -1 ? bytes.length : newline;
    // A changed file's lines are its author's words: they are counted and never read.
    if (skip > 0) {
      if (bytes[start] !== backslash) skip--;
      continue;
    }
    if (merged !== undefined) {
      merged = takeLine(merged, bytes.subarray(start, end), added);
      continue;
    }
    const line = bytes.toString('utf8', start, end);
    if (/^[0-9a-f]{40,64}$/.test(line)) {
      current = [];
      commits.set(line, current);
    } else if (line.startsWith(':')) {
      const change = parseRaw(line);
      if (change !== undefined) current.push(change);
    } else if (line.startsWith('+++ ')) {
      const name = unquote(line.slice(4).replace(/\t$/, ''));
      added = (current as Change[]).find(({ path }) => name === `b/${path}`)?.added;
    } else if (line.startsWith('@@@')) {
      merged = parseMergedHunk(line);
    } else {
      const [, removed = '1', first, count = '1'] = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
      if (first === undefined) continue;
      for (let i = 0; i < Number(count); i++) added?.add(Number(first) + i);
      skip = Number(removed) + Number(count);
    }
  }
  return commits;
}

/** What is left to come of a hunk of a merge: lines of each parent, and of the file as it is. */
interface MergedHunk {
  readonly ofParents: readonly number[];
  readonly line: number;
  readonly end: number;
}

function parseMergedHunk(header: string): MergedHunk | undefined {
  const [, olds, first, count = '1'] = /^@@@+((?: -\d+(?:,\d+)?)+) \+(\d+)(?:,(\d+))? @@@/.exec(header) ?? [];
  if (olds === undefined || first === undefined) return undefined;
  const ofParents = [...olds.matchAll(/-\d+(?:,(\d+))?/g)].map((match) => Number(match[1] ?? 1));
  return unlessEmpty({ ofParents, line: Number(first), end: Number(first) + Number(count) });
}

/**
 * Takes a hunk's next line in, which has a column for each parent: a line of the file lacks a `+` where that parent has
 * it as well, a line that is gone has a `-` where the parent had it. Returns what is left.
 */
function takeLine(hunk: MergedHunk, bytes: Buffer, added: Set<number> | undefined): MergedHunk | undefined {
  if (bytes[0] === backslash) return hunk;
  const columns = [...bytes.subarray(0, hunk.ofParents.length)];
  const isGone = columns.includes(minus);
  if (!isGone && columns.every((column) => column === plus)) added?.add(hunk.line);
  const isOfParent = (i: number): boolean => (isGone ? columns[i] === minus : columns[i] !== plus);
  return unlessEmpty({
    ofParents: hunk.ofParents.map((left, i) => (isOfParent(i) ? left - 1 : left)),
    line: isGone ? hunk.line : hunk.line + 1,
    end: hunk.end,
  });
}

function unlessEmpty(hunk: MergedHunk): MergedHunk | undefined {
  return hunk.line < hunk.end || hunk.ofParents.some((left) => left > 0) ? hunk : undefined;
}

const [plus, minus] = [0x2b, 0x2d];
/** Begins the remark that a file has no line break at its end, which is no line of it. */
const backslash = 92;

function parseRaw(line: string): Change | undefined {
  // Modes and blobs of the parents, as many as it has colons, come before the commit's own.
  const form = /^:+(?:\d+ )+?(\d+) (?:[0-9a-f]{40,64} )+([0-9a-f]{40,64}) ([A-Z]+)\d*\t(.*)$/s;
  const [, mode, blob, status, names] = form.exec(line) ?? [];
  if (mode === undefined || blob === undefined || names === undefined || !mode.startsWith('100')) return undefined;
  const [first = '', second] = names.split('\t').map(unquote);
  const added = new Set<number>();
  if (second === undefined) return { path: first, blob, added };
  // A copy's original keeps its lines; what is said of them holds for the copy as well.
  return status === 'R' || status === 'C' ? { path: second, oldPath: first, blob, added } : undefined;
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Returns a path that git put in quotes as it is in the tree. */
export function unquote(name: string): string {
  const quoted = /^"(.*)"$/s.exec(name)?.[1];
  if (quoted === undefined) return name;
  const bytes: Buffer[] = [];
  for (const [part] of quoted.matchAll(/\\[0-7]{3}|\\.|[^\\]+/gs)) {
    if (!part.startsWith('\\')) bytes.push(Buffer.from(part));
    else if (part.length === 4) bytes.push(Buffer.of(Number.parseInt(part.slice(1), 8)));
    else bytes.push(Buffer.of(escapes[part.charAt(1)] ?? part.charCodeAt(1)));
  }
  return Buffer.concat(bytes).toString();
}
