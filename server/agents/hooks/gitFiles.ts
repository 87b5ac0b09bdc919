/** Which files a command of git prints: git itself is asked for the names. */

import { join } from 'node:path';
import type { GitUse } from '../shell';
import { filesOfUses, type NamedFiles } from './namedFiles';
import type { NamedFile } from './places';
import type { Hearing } from './world';

const nothing: NamedFiles = { files: [], isCut: false };
/** Options that choose commits and are harmless to repeat. */
const choosing =
  /^(?:--cached|--staged|--all|--branches|--tags|--remotes|--merge-base|-\d{1,6}|-n\d{1,6}|--max-count=\d{1,6}|--first-parent|--reverse|--no-merges)$/;
/** Options whose argument is a word of its own, which is neither a commit nor a path. */
const valued =
  /^(?:-[SGOULI]|--(?:author|committer|grep|since|until|after|before|skip|date|diff-filter|unified|word-diff-regex|inter-hunk-context|ignore-matching-lines|anchored|output|src-prefix|dst-prefix|line-prefix|encoding))$/;
const questions: Readonly<Record<string, readonly string[]>> = {
  diff: ['diff', '--name-only', '--no-ext-diff', '--no-textconv', '--no-renames', '-z'],
  difftool: ['diff', '--name-only', '--no-ext-diff', '--no-textconv', '--no-renames', '-z'],
  show: ['show', '--name-only', '--format=', '--no-ext-diff', '--no-textconv', '--no-renames', '-m', '-z'],
  log: ['log', '--name-only', '--format=', '--no-ext-diff', '--no-textconv', '--no-renames', '-m', '-z'],
};

/** Returns the files; where git can't be asked which, all that are there. */
export async function filesOfGit(hearing: Hearing, { command, args, bases }: GitUse): Promise<NamedFiles> {
  if (command === 'blame' || command === 'annotate' || command === 'add' || command === 'checkout') return nothing;
  const question = questions[command];
  if (question === undefined || args.some((arg) => arg === undefined)) return everyFile(hearing, bases);
  const chosen = chosenArguments(args as readonly string[]);
  const found: NamedFile[] = [];
  let isAnswered = false;
  for (const base of bases) {
    const top = (await hearing.world.git(['rev-parse', '--show-toplevel'], base))?.replace(/\r?\n$/, '');
    if (top === undefined || top === '') continue;
    // `<commit>:<path>` prints a file as it was.
    for (const arg of chosen) {
      const path = /^[^:]*:(?!\()(?:\.\/)?(.+)$/.exec(arg)?.[1];
      if (path !== undefined) found.push({ path: join(top, path) }, { path: join(base, path) });
    }
    const names = await hearing.world.git([...question, ...chosen], base);
    isAnswered ||= names !== undefined;
    for (const name of names?.split('\0') ?? []) if (name.trim() !== '') found.push({ path: join(top, name.trim()) });
  }
  if (!isAnswered) return everyFile(hearing, bases);
  return { files: [...new Map(found.map((file) => [file.path, file])).values()], isCut: false };
}

/** Options are left out, unless they choose commits: that can only make more files come. */
function chosenArguments(args: readonly string[]): readonly string[] {
  const chosen: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--') return [...chosen, ...args.slice(i)];
    if (arg === '-n' && /^\d{1,6}$/.test(args[i + 1] ?? '')) chosen.push(`-n${args[++i]}`);
    else if (valued.test(arg)) i++;
    else if (!arg.startsWith('-') || choosing.test(arg)) chosen.push(arg);
  }
  return chosen;
}

function everyFile(hearing: Hearing, bases: readonly string[]): Promise<NamedFiles> {
  return filesOfUses(hearing, [{ pieces: [{ kind: 'text', text: '.' }], bases, isRecursive: true }]);
}
