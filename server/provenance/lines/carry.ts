/**
 * Carries an attribution from a text to one that replaced it, as after a formatter, a reload or a merge. Pure.
 *
 * Lines are matched first, then words in what is left. What matches keeps its source; all else is a person's: a
 * difference that is too large to be found loses sources and never gives a person's text to a model.
 */

import { type Attribution, attribute, concat, hasSources, slice } from './attribution';
import { type Match, matchSequences } from './diff';
import { isSignificant } from './fragments';

/** Beyond so many code units words are not looked at, in the stretch between two matching lines. */
const maxStretch = 200_000;

/** Returns the attribution of `next`, which replaced `text`. */
export function carryOver(attribution: Attribution, text: string, next: string): Attribution {
  if (!hasSources(attribution)) return attribute(next.length);
  return follow(attribution, matchTexts(text, next), next.length);
}

/** Returns what two texts have in common as matches of code units, ascending. */
export function matchTexts(text: string, next: string): Match[] {
  const [before, after] = [piecesOf(text, lines), piecesOf(next, lines)];
  const matches: Match[] = [];
  let [a, b] = [0, 0];
  const end: Match = { a: text.length, b: next.length, length: 0 };
  // Brackets and empty lines are everywhere: taken for the same line, they would keep what is around them apart.
  const anchors = matchSequences(before.texts, after.texts).filter((match) =>
    before.texts.slice(match.a, match.a + match.length).some(isSignificant),
  );
  for (const match of [...toUnits(anchors, before, after), end]) {
    matches.push(...matchStretch(text, next, { a, b, toA: match.a, toB: match.b }));
    matches.push(match);
    [a, b] = [match.a + match.length, match.b + match.length];
  }
  return matches.filter(({ length }) => length > 0);
}

/** Returns the attribution of a text of `length` code units of which the matches are known, the rest a person's. */
export function follow(attribution: Attribution, matches: readonly Match[], length: number): Attribution {
  let carried: Attribution;
  let at = 0;
  for (const match of matches) {
    carried = concat(carried, attribute(match.b - at));
    carried = concat(carried, slice(attribution, match.a, match.a + match.length));
    at = match.b + match.length;
  }
  return concat(carried, attribute(length - at));
}

/** Matches words whatever white space is around them: a formatter moves them and makes no difference. */
function matchStretch(
  text: string,
  next: string,
  { a, b, toA, toB }: { a: number; b: number; toA: number; toB: number },
): Match[] {
  if (toA === a || toB === b || toA - a > maxStretch || toB - b > maxStretch) return [];
  const [before, after] = [piecesOf(text.slice(a, toA), words), piecesOf(next.slice(b, toB), words)];
  const found = toUnits(matchSequences(before.texts, after.texts), before, after, true);
  const matches: Match[] = [];
  let [atA, atB] = [a, b];
  for (const match of [...found, { a: toA - a, b: toB - b, length: 0 }]) {
    const [startA, startB] = [match.a + a, match.b + b];
    matches.push({ a: atA, b: atB, length: commonBlank(text.slice(atA, startA), next.slice(atB, startB)) });
    matches.push({ a: startA, b: startB, length: match.length });
    [atA, atB] = [startA + match.length, startB + match.length];
  }
  return matches;
}

/** Returns how many code units two stretches of white space begin with in common. */
function commonBlank(gap: string, nextGap: string): number {
  if (/\S/.test(gap) || /\S/.test(nextGap)) return 0;
  let length = 0;
  while (length < gap.length && gap[length] === nextGap[length]) length++;
  return length;
}

interface Pieces {
  readonly texts: readonly string[];
  readonly starts: readonly number[];
}

const lines = /[^\n]*\n|[^\n]+/g;
const words = /[\p{L}\p{N}_$]+|\S/gu;

function piecesOf(text: string, pattern: RegExp): Pieces {
  const texts: string[] = [];
  const starts: number[] = [];
  for (const match of text.matchAll(pattern)) {
    texts.push(match[0]);
    starts.push(match.index);
  }
  return { texts, starts };
}

/** `apart`: the pieces of a match don't follow one another without a gap, so that each is a match of its own. */
function toUnits(matches: readonly Match[], before: Pieces, after: Pieces, apart = false): Match[] {
  return matches.flatMap(({ a, b, length }) => {
    const pieces = Array.from({ length }, (_, i) => ({
      a: before.starts[a + i] as number,
      b: after.starts[b + i] as number,
      length: (before.texts[a + i] as string).length,
    }));
    const [first] = pieces;
    if (apart || first === undefined) return pieces;
    return [{ ...first, length: pieces.reduce((sum, piece) => sum + piece.length, 0) }];
  });
}
