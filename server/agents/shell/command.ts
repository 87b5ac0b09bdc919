/**
 * Reads one simple command: what it prints of the files it is handed, by what is known of its name.
 *
 * Pure. A name that isn't known, is made up at run time or was given another meaning prints all it is handed.
 */

import {
  type CommandKind,
  isLoosening,
  isProduct,
  kindOf,
  knownName,
  mayChange,
  printsList,
  readSearch,
} from './commands';
import { readGit } from './git';
import { pathsInText, pathsInWord } from './mentions';
import { isUnknown, type Pieces, plainText, textPiece, unknownPiece } from './pieces';
import type { Collector } from './script';

type Words = readonly (readonly Pieces[])[];

/** Takes down what a command reads; returns whether what is on its input may be printed. */
export function readCommand(
  names: readonly Pieces[],
  args: Words,
  input: string | undefined,
  collector: Collector,
): 'reader' | 'quiet' {
  const kinds = names.map((pieces) => readNamed(pieces, args, input, collector));
  return kinds.every((kind) => kind === 'quiet') ? 'quiet' : 'reader';
}

function readNamed(nameOf: Pieces, args: Words, input: string | undefined, collector: Collector): 'reader' | 'quiet' {
  const text = plainText(nameOf);
  const { scope } = collector;
  if (text === undefined) {
    if (nameOf[0]?.kind === 'unknown') collector.add({ isOpaque: true });
    readAll('unknown', '', args, collector);
    return 'reader';
  }
  // A variable that holds a whole command is split into words.
  if (/\s/.test(text.trim())) collector.run(text);
  const name = knownName(text);
  const kind: CommandKind = scope.isRedefined(name) ? 'unknown' : kindOf(name);
  // An unknown command may run what it is handed, as `npx` does.
  const words = [nameOf, ...args.flat()];
  const product = kind === 'unknown' ? words.findIndex(isProduct) : -1;
  if (product !== -1) collector.add({ isTampering: isLoosening(words.slice(product + 1)) });
  switch (kind) {
    case 'quiet':
      if (name === 'cd' || name === 'pushd')
        for (const folder of args.at(-1) ?? [[textPiece('')]]) enter(folder, collector);
      if (name === 'trap') readTrap(args, collector);
      if (args.some((values) => values.some((word) => printsList(name, plainText(word))))) {
        readAll('reader', name, args, collector);
        return 'reader';
      }
      for (const use of usesOf(args, collector, false)) {
        collector.mention(use);
        if (mayChange(name)) collector.write(use);
      }
      return 'quiet';
    case 'wrapper':
      return readWrapped(name, args, input, collector);
    case 'xargs':
      return readXargs(args, collector);
    case 'shell':
      readShell(name, args, input, collector);
      return 'reader';
    case 'search':
      return readSearchCommand(name, args, collector);
    case 'git':
      return readGitCommand(args, collector);
    case 'find':
      return readFind(args, collector);
    case 'interpreter':
      readAll('unknown', name, args, collector);
      if (input !== undefined) readText(input, collector);
      else if (args.length === 0 || plainText(args[0]?.[0] ?? []) === '-') collector.add({ isOpaque: true });
      return 'reader';
    default:
      if (name === 'alias') noteAliases(args, collector);
      // `hash -p /bin/cat ls` gives a name another program.
      if (name === 'hash') for (const word of args.flat()) scope.redefine(plainText(word) ?? '');
      readAll(kind, name, args, collector);
      return 'reader';
  }
}

function usesOf(args: Words, { scope }: Collector, isRecursive: boolean | 'by-slash') {
  const bases = scope.folders();
  return args.flatMap((values) =>
    values.flatMap((word) => {
      const recurses =
        isRecursive === 'by-slash'
          ? word.some((piece) => piece.kind === 'text' && /[\w-]\/|\/[\w-]/.test(piece.text))
          : isRecursive;
      return pathsInWord(word, bases, recurses);
    }),
  );
}

function readAll(kind: CommandKind, name: string, args: Words, collector: Collector): void {
  const isReader = kind === 'reader';
  for (const use of usesOf(args, collector, isReader ? true : 'by-slash')) {
    // What an unknown program is handed at run time says nothing; a reader prints it, whatever it is.
    if (isUnknown(use.pieces) && !isReader) collector.mention(use);
    else collector.read(use);
    if (mayChange(name)) collector.write(use);
  }
}

function readText(text: string, collector: Collector): void {
  for (const path of pathsInText(text)) {
    const use = {
      pieces: [textPiece(path)],
      bases: collector.scope.folders(),
      isRecursive: true,
      isEmbedded: true,
    } as const;
    collector.read(use);
    collector.write(use);
  }
}

function readWrapped(name: string, args: Words, input: string | undefined, collector: Collector): 'reader' | 'quiet' {
  const at = args.findIndex((values) =>
    values.every((word) => {
      const text = plainText(word);
      return (
        text === undefined || !(/^[A-Za-z_]\w*=/.test(text) || (name === 'timeout' && /^[\d.]+[smhd]?$/.test(text)))
      );
    }),
  );
  const [command, rest] = [args[at], args.slice(at + 1)];
  const skipped = args.slice(0, at === -1 ? args.length : at);
  readAll('unknown', name, skipped, collector);
  // `exec 3< file` opens it for what comes.
  if (command === undefined) return 'reader';
  // With options it isn't certain which word is the command.
  if (command.some((word) => plainText(word)?.startsWith('-') !== false)) {
    readAll('reader', name, args, collector);
    for (const word of args.flat()) {
      const text = plainText(word);
      if (text !== undefined && /\s/.test(text)) collector.run(text.replace(/^-+[\w-]+=?/, ''));
    }
    return 'reader';
  }
  return readCommand(command, rest, input, collector);
}

const xargsOptions = /^-(?:[0rtpx]+|[IinPLsdEaJ].*|-[\w-]+(?:=.*)?)$/;

function readXargs(args: Words, collector: Collector): 'reader' | 'quiet' {
  let at = 0;
  for (; at < args.length; at++) {
    const text = plainText(args[at]?.[0] ?? []);
    if (text === undefined || !xargsOptions.test(text)) break;
    if (/^-[InPLsdEaJ]$/.test(text)) at++;
  }
  const command = args[at] ?? [[textPiece('echo')]];
  // What comes on its input are operands that nobody knows yet.
  return readCommand(command, [...args.slice(at + 1), [[unknownPiece]]], undefined, collector);
}

function readShell(name: string, args: Words, input: string | undefined, collector: Collector): void {
  const texts = args.map((values) => values.map(plainText));
  if (name === 'eval') {
    const known = texts.map((values) => (values.length === 1 ? values[0] : undefined));
    if (known.every((text) => text !== undefined)) collector.run(known.join(' '));
    else collector.add({ isOpaque: true });
    return;
  }
  const command = texts.findIndex((values) =>
    values.some((text) => text !== undefined && /^-[a-z]*c[a-z]*$/.test(text)),
  );
  if (command !== -1) {
    // The script is the first word after the options; the words after it are what it is called with.
    for (const values of texts.slice(command + 1)) {
      for (const text of values) {
        if (text === undefined) collector.add({ isOpaque: true });
        else if (!text.startsWith('-')) collector.run(text);
      }
    }
    readAll('unknown', name, args.slice(command + 1), collector);
    return;
  }
  readAll('unknown', name, args, collector);
  if (input !== undefined) collector.run(input);
  else if (texts.every((values) => values.every((text) => text?.startsWith('-') === true)))
    collector.add({ isOpaque: true });
}

function readSearchCommand(name: string, args: Words, collector: Collector): 'reader' | 'quiet' {
  // A word of several values, as a brace is, counts as each of them.
  const words = args.flat();
  const { printsLines, pattern, isLiteral, isRecursive, operands } = readSearch(name, words.map(plainText));
  const bases = collector.scope.folders();
  if (!printsLines) {
    for (const use of usesOf(args, collector, false)) collector.mention(use);
    return 'quiet';
  }
  const uses = operands.map((index) => words[index] as Pieces);
  collector.add({
    searches: [{ operands: uses, bases, isRecursive, isLiteral, ...(pattern === undefined ? {} : { pattern }) }],
  });
  // `-f file`, `--file=file`: its lines are the patterns, and each is printed where it is found.
  for (const use of usesOf(
    args.filter((values) => values.some((word) => /^-/.test(plainText(word) ?? ''))),
    collector,
    false,
  )) {
    collector.read(use);
  }
  return 'reader';
}

function readGitCommand(args: Words, collector: Collector): 'reader' | 'quiet' {
  const { scope } = collector;
  const words = args.flat();
  const git = readGit(words.map(plainText));
  for (const folder of git.folders) enter([textPiece(folder)], collector);
  if (git.isElsewhere) collector.add({ isOpaque: true });
  const uses = usesOf(args, collector, true);
  for (const use of uses) {
    if (git.prints || git.renames) {
      // Which files a revision touches is asked of git; a name may be one of them, there or not.
      if (!isUnknown(use.pieces)) collector.read({ ...use, isRecursive: git.command === 'grep' || git.renames });
    } else collector.mention(use);
    if (git.changes) collector.write(use);
  }
  if (!git.prints) return 'quiet';
  collector.add({ gits: [{ command: git.command, args: git.args, bases: scope.folders() }] });
  return 'reader';
}

const runningTests = new Set(['-exec', '-execdir', '-ok', '-okdir', '-x', '-X', '--exec', '--exec-batch']);

function readFind(args: Words, collector: Collector): 'reader' | 'quiet' {
  const at = args.findIndex((values) => values.some((word) => runningTests.has(plainText(word) ?? '')));
  const uses = usesOf(at === -1 ? args : args.slice(0, at), collector, true);
  for (const use of uses) collector.mention(use);
  if (args.some((values) => values.some((word) => /^-(?:delete|fprint)/.test(plainText(word) ?? '')))) {
    for (const use of uses) collector.write(use);
  }
  if (at === -1) return 'quiet';
  // `{}` is what it finds.
  const inner = args
    .slice(at + 1)
    .map((values) => values.map((word) => (/\{\}/.test(plainText(word) ?? '') ? [unknownPiece] : word)));
  return readCommand(inner[0] ?? [[unknownPiece]], [...inner.slice(1), [[unknownPiece]]], undefined, collector);
}

function noteAliases(args: Words, collector: Collector): void {
  for (const word of args.flat()) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(plainText(word) ?? '') ?? [];
    if (name === '') continue;
    // The shell may live on, and the name mean this in the next command.
    if (kindOf(knownName(name)) === 'quiet') collector.add({ isOpaque: true });
    collector.scope.redefine(name);
    collector.run(value);
  }
}

/** What `trap` is handed runs later. */
function readTrap(args: Words, collector: Collector): void {
  for (const word of args.slice(0, 2).flat()) {
    const text = plainText(word);
    if (text === undefined) collector.add({ isOpaque: true });
    else if (!text.startsWith('-')) collector.run(text);
  }
}

/** Notes a folder; where there are too many, what is named afterwards may be anywhere. */
function enter(folder: Pieces, collector: Collector): void {
  if (!collector.scope.enter(folder)) collector.add({ isOpaque: true });
}
