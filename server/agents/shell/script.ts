/**
 * Reads a script of the POSIX shells and bash: which files its commands would print, copy or change.
 *
 * Pure, and never throws: what can't be parsed is read as words. Scripts come from models, which may mean to deceive.
 */

import { type Command, type Function as FunctionNode, parse, type Redirection, type Script, type Word } from 'unbash';
import { childrenOf } from './children';
import { readCommand } from './command';
import { pathsInText, pathsInWord } from './mentions';
import { type Pieces, plainText, textPiece, unknownPiece } from './pieces';
import { nothingRead, type PathUse, type Reading, type ShellPlace } from './reading';
import { createScope, type Scope } from './scope';
import { expandWord } from './words';

/** Scripts within scripts (`bash -c "bash -c …"`) beyond this are taken for ones that can't be known. */
const deepest = 8;
const longestScript = 256 * 1024;

/** Collects what is read while a script is walked. */
export interface Collector {
  readonly scope: Scope;
  read(use: PathUse): void;
  mention(use: PathUse): void;
  write(use: PathUse): void;
  add(part: Partial<Pick<Reading, 'searches' | 'gits' | 'isOpaque' | 'isTampering'>>): void;
  /** Reads a script that is run within this one. */
  run(source: string): void;
}

export function readScript(source: string, place: ShellPlace): Reading {
  const scope = createScope(place);
  const found = { ...nothingRead, reads: [] as PathUse[], mentions: [] as PathUse[], writes: [] as PathUse[] };
  const searches: Reading['searches'][number][] = [];
  const gits: Reading['gits'][number][] = [];
  let flags = { isOpaque: false, isTampering: false };
  let depth = 0;
  const collector: Collector = {
    scope,
    read: (use) => void found.reads.push(use),
    mention: (use) => void found.mentions.push(use),
    write: (use) => void found.writes.push(use),
    add(part) {
      searches.push(...(part.searches ?? []));
      gits.push(...(part.gits ?? []));
      flags = {
        isOpaque: flags.isOpaque || part.isOpaque === true,
        isTampering: flags.isTampering || part.isTampering === true,
      };
    },
    run(inner) {
      if (depth >= deepest || inner.length > longestScript) return collector.add({ isOpaque: true });
      depth++;
      walkSource(inner, collector);
      depth--;
    },
  };
  collector.run(source);
  return { ...found, searches, gits, ...flags };
}

function walkSource(source: string, collector: Collector): void {
  try {
    const script = parse(source);
    if ((script.errors ?? []).length > 0) readAsWords(source, collector);
    walk(script, collector);
  } catch {
    readAsWords(source, collector);
  }
}

/** What isn't understood reads all it names. */
function readAsWords(source: string, { scope, read }: Collector): void {
  for (const path of pathsInText(source)) {
    read({ pieces: [textPiece(path)], bases: scope.folders(), isRecursive: true, isEmbedded: true });
  }
}

/** Walks any node: commands are read, everything else is looked into for them. */
function walk(node: unknown, collector: Collector): void {
  if (typeof node !== 'object' || node === null) return;
  const { type } = node as { type?: string };
  if (type === 'Command' || type === 'Word') {
    if (type === 'Command') walkCommand(node as Command, collector);
    else expand(node as Word, collector);
    return;
  }
  if (type === 'Function') collector.scope.redefine((node as FunctionNode).name.value);
  if (type === 'For' || type === 'Select') {
    const { name, wordlist } = node as { name: Word; wordlist?: readonly Word[] };
    const values = wordlist?.flatMap((word) => expand(word, collector)) ?? [[unknownPiece]];
    collector.scope.assign(name.value, values);
    for (const value of values)
      collector.mention({ pieces: value, bases: collector.scope.folders(), isRecursive: true });
  }
  if (type === 'Redirect' || type === 'HereString' || type === 'HereDoc') {
    redirect(node as Redirection, 'reader', collector);
  }
  for (const value of childrenOf(node)) walk(value, collector);
}

function walkCommand(node: Command, collector: Collector): void {
  const { scope } = collector;
  const names = node.name === undefined ? [] : expand(node.name, collector);
  const args: (readonly Pieces[])[] = [];
  for (const part of [...node.prefix, ...node.suffix]) {
    if (part.type === 'Word') args.push(expand(part, collector));
    else if (part.type === 'Assignment') {
      const values =
        part.value.type === 'Word'
          ? expand(part.value, collector)
          : part.value.elements.flatMap((word) => expand(word, collector));
      scope.assign(part.name, values);
      // Shells of agents live on: what is set here may be printed by the next command.
      for (const value of values) for (const use of pathsInWord(value, scope.folders(), false)) collector.read(use);
      if (node.name !== undefined && node.suffix.includes(part)) {
        args.push(values.map((value) => [textPiece(`${part.name}=`), ...value]));
      }
    }
  }
  const kind = names.length === 0 ? 'reader' : readCommand(names, args, inputOf(node, collector), collector);
  for (const redirection of node.redirects) redirect(redirection, kind, collector);
}

/** What a command is given on its input by the script itself, `undefined` where nothing is. */
function inputOf(node: Command, collector: Collector): string | undefined {
  for (const redirection of node.redirects) {
    if (redirection.type === 'HereDoc') return redirection.body.text;
    if (redirection.type === 'HereString' && redirection.target !== undefined) {
      const [value] = expand(redirection.target, collector);
      return value === undefined ? undefined : plainText(value);
    }
  }
  return undefined;
}

function redirect(redirection: Redirection, kind: 'reader' | 'quiet', collector: Collector): void {
  const bases = collector.scope.folders();
  if (redirection.type === 'HereDoc') {
    walk(redirection.body.parts ?? [], collector);
    for (const path of pathsInText(redirection.body.text)) {
      collector.mention({ pieces: [textPiece(path)], bases, isRecursive: false, isEmbedded: true });
    }
    return;
  }
  const targets = redirection.target === undefined ? [] : expand(redirection.target, collector);
  for (const pieces of targets) {
    const use = { pieces, bases, isRecursive: false };
    if (redirection.type === 'HereString') collector.mention({ ...use, isEmbedded: true });
    else if (redirection.operator === '<' && kind === 'quiet') collector.mention(use);
    else if (redirection.operator === '<') collector.read(use);
    else if (redirection.operator === '<>') {
      collector.read(use);
      collector.write(use);
    } else if (redirection.operator !== '<&') collector.write(use);
  }
}

/** Returns a word's values, and reads the commands whose output it holds. */
function expand(word: Word, collector: Collector): readonly Pieces[] {
  return expandWord(word, collector.scope, (script: Script) => walk(script, collector));
}
