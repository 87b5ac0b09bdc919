/**
 * Which commands of git print the content of files, and which of their arguments say which ones. Pure; runs nothing.
 */

/** Commands whose output is content whatever their options are. */
const printing = new Set([
  'show',
  'diff',
  'blame',
  'annotate',
  'cat-file',
  'grep',
  'archive',
  'format-patch',
  'difftool',
]);
const printingMore = new Set([
  'diff-tree',
  'diff-index',
  'diff-files',
  'range-diff',
  'bundle',
  'fast-export',
  'whatchanged',
]);
/** Commands that print a patch when they are asked to. */
const withPatch =
  /^(?:-p|-u|--patch|-U\d+|--unified(?:=.*)?|-L.*|-c|--cc|-m|--word-diff(?:=.*)?|--color-words(?:=.*)?|--patch-with-.*|-v|--verbose|--full-diff|-W|--ext-diff|--binary)$/;
/** Options that leave names and numbers of what would be content. */
const namesAlone =
  /^(?:--stat(?:=.*)?|--shortstat|--numstat|--name-only|--name-status|--dirstat(?:=.*)?|--summary|--quiet|-s|--no-patch|--check|-t|-e)$/;
/** Options of git itself that take the next word. */
const globalArguments = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--exec-path']);
const changing = new Set(['checkout', 'restore', 'rm', 'mv', 'apply', 'am', 'clean', 'reset', 'stash', 'config']);
/** Commands that print names, numbers and messages. */
const quiet = new Set(
  (
    ' add am apply bisect branch checkout cherry cherry-pick clean clone commit config count-objects describe fetch ' +
    'for-each-ref fsck gc help init lfs ls-files ls-remote ls-tree maintenance merge merge-base mv name-rev notes prune ' +
    'pull push rebase reflog remote repack reset restore rev-list rev-parse revert rm shortlog sparse-checkout stash ' +
    'status submodule switch symbolic-ref tag update-index update-ref var version worktree hash-object check-ignore ' +
    'check-attr log credential read-tree write-tree rerere --version --help'
  ).split(' '),
);
/** What gives a file another name, and so takes it out of rules about paths. */
const renaming = new Set(['mv', 'apply', 'am', 'hash-object', 'update-index']);

export interface GitCommand {
  readonly command: string;
  readonly args: readonly (string | undefined)[];
  /** The folders that `-C` names, each below the one before. */
  readonly folders: readonly string[];
  /** Whether it is about a repository that another option names, which isn't looked for. */
  readonly isElsewhere: boolean;
  readonly prints: boolean;
  readonly changes: boolean;
  readonly renames: boolean;
}

/** Reads the arguments after `git`; a word that isn't known stands as `undefined`. */
export function readGit(words: readonly (string | undefined)[]): GitCommand {
  let i = 0;
  const folders: string[] = [];
  let isElsewhere = false;
  let isAnywhere = false;
  while (i < words.length && (words[i] === undefined || words[i]?.startsWith('-'))) {
    const word = words[i] ?? '';
    if (word === '-C') {
      folders.push(words[i + 1] ?? '.');
      isAnywhere ||= words[i + 1] === undefined;
    }
    if (/^--(?:git-dir|work-tree)\b/.test(word)) isElsewhere = true;
    // An alias or a program of its own stands for anything.
    if (word === '-c' && /^alias\.|pager|textconv|external/i.test(words[i + 1] ?? 'alias.')) {
      return { command: 'alias', args: [], folders, isElsewhere, prints: true, changes: false, renames: false };
    }
    i += globalArguments.has(word) ? 2 : 1;
  }
  const command = words[i] ?? '';
  const args = words.slice(i + 1);
  const prints = printsContent(command, args);
  return {
    command,
    args,
    folders,
    // In a folder that isn't known, what only tells names is let be.
    isElsewhere: isElsewhere || (isAnywhere && prints),
    prints,
    changes: changing.has(command),
    renames: renaming.has(command),
  };
}

function printsContent(command: string, args: readonly (string | undefined)[]): boolean {
  if (args.some((arg) => arg !== undefined && namesAlone.test(arg)) && command !== 'cat-file') {
    // `--stat -p` prints both.
    return args.some((arg) => arg !== undefined && /^(?:-p|-u|--patch|--patch-with-.*)$/.test(arg));
  }
  if (command === 'cat-file') return !args.some((arg) => arg === '-t' || arg === '-e' || arg === '-s');
  if (command === 'grep')
    return !args.some(
      (arg) => arg !== undefined && /^(?:-[a-zA-Z]*[lLcq][a-zA-Z]*|--name-only|--files-with.*|--count)$/.test(arg),
    );
  if (printing.has(command) || printingMore.has(command)) return true;
  if (command === 'log' || command === 'reflog' || command === 'rev-list')
    return args.some((arg) => arg === undefined || withPatch.test(arg));
  if (command === 'stash') return args[0] === 'show' && args.some((arg) => arg === undefined || withPatch.test(arg));
  if (command === 'commit' || command === 'status')
    return args.some((arg) => arg === '-vv' || arg === '-v' || arg === '--verbose');
  if (command === 'add' || command === 'checkout' || command === 'restore' || command === 'reset') {
    return args.some((arg) => arg === '-p' || arg === '--patch');
  }
  // An alias of this machine may be any of them.
  return !quiet.has(command);
}
