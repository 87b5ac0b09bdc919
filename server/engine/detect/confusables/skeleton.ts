/**
 * Skeletons of names, after UTS 39 section 4, as far as they concern names that look like ASCII ones.
 *
 * Knows letters only: which words to compare is for others to decide. The table is Unicode's, see scripts/unicode.
 */

import table from './latin.json';

let lookAlikes: ReadonlyMap<string, string> | undefined;

/** Returns the ASCII letter that a letter of another alphabet looks like, or `undefined`. */
export function latinLookAlike(letter: string): string | undefined {
  lookAlikes ??= new Map(Object.entries(table).flatMap(([latin, others]) => [...others].map((each) => [each, latin])));
  return lookAlikes.get(letter);
}

/**
 * Returns what a name looks like where that is wholly ASCII, else `undefined`; two names with the same one look alike.
 *
 * Invisible characters count for nothing, letters of compatibility forms for what they stand for, and `I`, `1` and `l`
 * are one, as are `0` and `O`.
 */
export function latinSkeleton(name: string): string | undefined {
  let skeleton = '';
  for (const character of name.replace(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFKC')) {
    const latin = character < '\u0080' ? character : latinLookAlike(character);
    if (latin === undefined) return undefined;
    skeleton += latin;
  }
  return asciiSkeleton(skeleton);
}

/** Returns what an ASCII name looks like. */
export function asciiSkeleton(name: string): string {
  return name.replace(/[I1]/g, 'l').replaceAll('0', 'O');
}
