/**
 * Paths inside of other text: in a one-liner for an interpreter, behind an option's `=`, in a URL.
 *
 * Pure. What it returns are candidates: whoever has the files keeps those that name one.
 */

import { type Pieces, piecesAfter, plainText, textPiece } from './pieces';
import type { PathUse } from './reading';

/** A text with more of them names files nobody could have listed by hand. */
const mostCandidates = 2000;
const longestCandidate = 1024;

/** Returns the paths that an argument may name: itself, and what stands in it. */
export function pathsInWord(word: Pieces, bases: readonly string[], isRecursive: boolean): readonly PathUse[] {
  const text = plainText(word);
  const uses: PathUse[] = [{ pieces: word, bases, isRecursive }];
  if (text === undefined) {
    for (const separator of ['=', '@', ':']) {
      const after = piecesAfter(word, separator);
      if (after !== undefined && after.length > 0) uses.push({ pieces: after, bases, isRecursive });
    }
    return uses;
  }
  // `-f<path>` and `--option=<path>`.
  const attached = /^-[A-Za-z](.+)$/s.exec(text)?.[1];
  const inside = [...(attached === undefined ? [] : [attached]), ...pathsInText(text)];
  for (const candidate of inside) {
    if (candidate !== text) uses.push({ pieces: [textPiece(candidate)], bases, isRecursive, isEmbedded: true });
  }
  return uses;
}

/** Returns the runs of characters in a text that may be paths. */
export function pathsInText(text: string): readonly string[] {
  const found = new Set<string>();
  const add = (candidate: string): void => {
    if (candidate !== '' && candidate.length <= longestCandidate && found.size < mostCandidates) found.add(candidate);
  };
  for (const [run] of text.matchAll(/[^\s'"`<>|;,(){}[\]]+/g)) {
    add(run);
    // `HEAD:path`, `if=path`, `@path`, `file://path`, `$x/path`, `a\` at a line's end.
    for (const part of run.split(/[=:@$&!#^?*%+]+/)) add(part.replace(/^\/\/(?=\/)/, '').replace(/\\+$/, ''));
  }
  // Quoted paths may hold spaces.
  for (const [, , quoted = ''] of text.matchAll(/(["'`])((?:(?!\1)[^\n\\]){1,300})\1/g)) add(quoted);
  // 'a' + "/b" and similar joins of literals.
  const joined = text.replace(/(["'`])\s*(?:\+|\.|,|\.\.|&)?\s*(["'`])/g, '');
  if (joined !== text) for (const [run] of joined.matchAll(/[^\s'"`<>|;,(){}[\]]+/g)) add(run);
  return [...found];
}
