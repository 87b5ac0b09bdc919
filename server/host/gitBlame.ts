/** Reads what `git blame --porcelain` prints. Pure. */

import { unquote } from '../provenance/lines/patch';
import type { BlamedLine } from '../provenance/lines/repository';

interface Commit {
  author: string;
  time: number;
  path: string;
}

/** Returns the lines in the file's order. */
export function parseBlame(text: string): BlamedLine[] {
  const commits = new Map<string, Commit>();
  const blamed: BlamedLine[] = [];
  let [id, line] = ['', 0];
  for (const row of text.split('\n')) {
    const commit = commits.get(id);
    if (row.startsWith('\t')) {
      if (commit === undefined) continue;
      const { author, time, path } = commit;
      blamed.push({ text: row.slice(1), ...(/^0+$/.test(id) ? {} : { commit: id }), path, line, author, time });
      continue;
    }
    const [, next, number] = /^([0-9a-f]{40,64}) (\d+) \d+/.exec(row) ?? [];
    if (next !== undefined) {
      [id, line] = [next, Number(number)];
      if (!commits.has(id)) commits.set(id, { author: '', time: 0, path: '' });
    } else if (commit !== undefined) {
      const space = row.indexOf(' ');
      const value = row.slice(space + 1);
      if (row.startsWith('author ')) commit.author = value;
      if (row.startsWith('author-time ')) commit.time = Number(value);
      if (row.startsWith('filename ')) commit.path = unquote(value);
    }
  }
  return blamed;
}
