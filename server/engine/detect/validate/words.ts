/**
 * Tells words people write from letters a machine drew, by how common each three letters in a row are in English and in code.
 */

import trigrams from './trigrams.json';

/**
 * `triples[(a * 27 + b) * 27 + c]`: how much likelier the letter c stands behind a and b in a word than among random
 * letters, as log2. Symbols are 0 for a word's start or end, 1 to 26 for a to z. Written by scripts/fit/words.ts.
 */
const triples = Float32Array.from(trigrams.table, (character) => (character.charCodeAt(0) - 72) / 4);

/** Bits a letter, on average, from which on letters count as a word. */
const wordLike = 0.1;

/** Reports whether letters look like a word or several joined ones; other characters must have been taken out. */
export function isWordLike(letters: string): boolean {
  return wordLikeness(letters) >= wordLike;
}

/**
 * Returns how much likelier the letters are in words than at random, in bits (log2) a letter: about 1.5 for words, -2 for
 * random letters, -9 where something else than letters is in it.
 */
export function wordLikeness(letters: string): number {
  if (!/^[A-Za-z]+$/.test(letters)) return -9;
  return wordBits(letters, 0, letters.length) / letters.length;
}

/** Returns the same in bits for all of `text[from..to)`, which must be ASCII letters. */
export function wordBits(text: string, from: number, to: number): number {
  let sum = 0;
  let before = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    const symbol = (text.charCodeAt(i) | 32) - 96;
    sum += triples[(before * 27 + last) * 27 + symbol]!;
    before = last;
    last = symbol;
  }
  return sum + triples[(before * 27 + last) * 27]!;
}

/** Splits at separators, digits and changes of case: `userAPIToken_v2` into user, API, Token, v. */
export function splitWords(text: string): string[] {
  return text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
}
