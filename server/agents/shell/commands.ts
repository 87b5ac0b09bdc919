/**
 * What is known of commands by name. A command that isn't known is taken for one that prints whatever it is handed.
 */

import { type Pieces, plainText } from './pieces';

export type CommandKind =
  /** Prints names, sizes or its own arguments, never the content of a file. */
  | 'quiet'
  /** Prints or copies the content of its operands. */
  | 'reader'
  | 'search'
  /** Runs the command that follows. */
  | 'wrapper'
  /** Runs the command that follows with operands that come on its input. */
  | 'xargs'
  | 'shell'
  /** Runs a program given in its arguments or on its input. */
  | 'interpreter'
  | 'git'
  | 'find'
  | 'unknown';

const words = (text: string): readonly string[] => text.split(/\s+/);

const names: readonly (readonly [CommandKind, readonly string[]])[] = [
  [
    'quiet',
    words(
      ': ls dir pwd cd pushd popd mkdir rmdir rm touch chmod chown chgrp stat test [ echo printf true false which whereis ' +
        'basename dirname realpath readlink du df wc md5sum sha1sum sha256sum sha512sum cksum date sleep kill pkill ps ' +
        'unset set trap wait exit return break continue tree clear whoami hostname uname id umask jobs fg bg shift ' +
        'printenv locale tput seq nproc',
    ),
  ],
  [
    'reader',
    words(
      'cat tac head tail less more nl sed awk gawk mawk nawk cut sort uniq paste join comm diff diff3 cmp sdiff colordiff ' +
        'xxd od hexdump hd strings base64 base32 basenc uuencode cp mv ln install rsync scp sftp tar bsdtar cpio pax zip 7z ' +
        'gzip gunzip zcat bzip2 bzcat xz xzcat zstd zstdcat lz4 dd iconv fold fmt pr column expand unexpand rev jq yq bat ' +
        'batcat view vi vim nvim nano emacs ed ex pv openssl gpg age curl wget nc ncat socat tee split csplit shuf tr source ' +
        '. read mapfile readarray look',
    ),
  ],
  ['search', words('grep egrep fgrep zgrep rg ag ack ugrep')],
  [
    'wrapper',
    words(
      'command builtin exec sudo doas env nice nohup time timeout stdbuf setsid ionice busybox toybox unbuffer watch',
    ),
  ],
  ['xargs', words('xargs parallel')],
  ['shell', words('sh bash zsh dash ksh ash fish eval')],
  [
    'interpreter',
    words(
      'python python2 python3 node nodejs deno bun perl ruby php lua Rscript osascript tclsh groovy jshell pwsh powershell',
    ),
  ],
  ['git', ['git']],
  ['find', words('find fd fdfind')],
];

const kinds = new Map(names.flatMap(([kind, list]) => list.map((name) => [name, kind] as const)));

/** Commands that change what they are handed, among those that are known by what they print. */
const changing = new Set(
  words(
    'rm touch chmod chown chgrp mkdir rmdir cp mv ln install rsync scp tar bsdtar cpio dd tee sed ed ex vi vim nvim nano emacs split csplit sort curl wget zip 7z gzip gunzip unzip openssl gpg age awk gawk',
  ),
);

/** Returns the name that a command is known by: only what stands in the system's folders may be called by a path. */
export function knownName(text: string): string {
  const path = /^(?:\/usr(?:\/local)?)?\/s?bin\/([^/]+)$/.exec(text);
  const name = path?.[1] ?? text;
  return name.replace(/^(python|lua|perl|ruby|php)[\d.]+$/, '$1');
}

export function kindOf(name: string): CommandKind {
  return kinds.get(name) ?? 'unknown';
}

/** Reports whether the command may change files that it is handed. */
export function mayChange(name: string): boolean {
  const kind = kindOf(name);
  return changing.has(name) || kind === 'unknown' || kind === 'interpreter' || kind === 'find';
}

/** Reports whether an option has a quiet command take its operands from a file, whose lines it then prints. */
export function printsList(name: string, option: string | undefined): boolean {
  if (option === undefined) return false;
  return /^--(?:file\b|files0-from|from(?:tab)?file)/.test(option) || (name === 'date' && /^-[A-Za-z]*f/.test(option));
}

/** Reports whether a word names this product's program. */
export function isProduct(word: Pieces): boolean {
  return /(?:^|\/)portcullis(?:\.(?:exe|cmd|ps1))?$/i.test(plainText(word) ?? '');
}

/** Reports whether a call of this product's program loosens what holds. */
export function isLoosening(args: readonly Pieces[]): boolean {
  const text = args.map((word) => plainText(word) ?? '').join(' ');
  return /\b(?:hook install|connect|service stop|log erase|policy init)\b|--undo/.test(text);
}

/** Options of grep, rg and git grep with an argument of their own, and those that leave names or counts alone. */
const searchArguments = new Set(
  words(
    '-A -B -C -m -g -t -T -j -d -D -M -r --glob --iglob --type --type-not --max-count --after-context --before-context --context --color --include --exclude --exclude-dir --max-depth --threads --sort',
  ),
);
const searchFlags =
  /^(?:-[aHhiIinNoprRsSuUvwxzFEPG.]+|-[ABCm]\d+|--(?:recursive|ignore-case|line-number|with-filename|no-filename|hidden|no-ignore|smart-case|fixed-strings|word-regexp|only-matching|invert-match|no-heading|heading|null|text|extended-regexp|perl-regexp|pcre2|multiline|no-messages|color=\w+|vimgrep|json|cached|untracked|no-index|include=.+|exclude=.+|exclude-dir=.+|glob=.+|type=.+|context=\d+|max-count=\d+))$/;
const namesOnly =
  /^(?:-[A-Za-z]*[lLcq][A-Za-z]*|--(?:files-with(?:out)?-match(?:es)?|name-only|count|count-matches|quiet|silent|files|type-list))$/;

export interface SearchWords {
  readonly printsLines: boolean;
  readonly pattern?: string;
  readonly isLiteral: boolean;
  readonly isRecursive: boolean;
  /** Indices of the words that may be paths. */
  readonly operands: readonly number[];
}

/** Reads the arguments of a search; a pattern is given only where there is no doubt which word it is. */
export function readSearch(name: string, args: readonly (string | undefined)[]): SearchWords {
  const isGrep = /^(?:z|e|f)?grep$/.test(name);
  let isCertain = true;
  let isLiteral = name === 'fgrep';
  let isInverted = false;
  let isRecursive = !isGrep;
  let printsLines = true;
  let isAfterOptions = false;
  const operands: number[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (word === undefined) isCertain = false;
    if (word === undefined || isAfterOptions || !word.startsWith('-') || word === '-') operands.push(i);
    else if (word === '--') isAfterOptions = true;
    else {
      if (name !== 'ag' && name !== 'ack' && namesOnly.test(word)) printsLines = false;
      if (/^-[A-Za-z]*[rR]|^--(?:dereference-)?recursive$|^--directories=recurse$/.test(word)) isRecursive = true;
      if (/^-[A-Za-z]*F|^--fixed-strings$/.test(word)) isLiteral = true;
      if (/^-[A-Za-z]*v|^--invert-match$/.test(word)) isInverted = true;
      const takesNext = searchArguments.has(word) && !(isGrep && word === '-r');
      if (takesNext) i++;
      else if (!searchFlags.test(word) && printsLines) isCertain = false;
    }
  }
  const first = operands[0] === undefined ? undefined : args[operands[0]];
  const pattern = isCertain && !isInverted ? first : undefined;
  return {
    printsLines,
    isLiteral,
    isRecursive,
    operands: pattern === undefined ? operands : operands.slice(1),
    ...(pattern === undefined ? {} : { pattern }),
  };
}
