/**
 * Tells names made to look like others from names and words of other alphabets, after UTS 39 sections 4 and 5.
 *
 * Sees a word and its near surroundings only; what else the file holds is for confusables/confusableNames.ts.
 */

import { latinLookAlike, latinSkeleton } from '../../confusables/skeleton';

type Groups = Readonly<Record<string, string | undefined>>;

/** Small Cyrillic and Greek letters that Unicode likens to Latin small capitals: near enough within a Latin word. */
const nearLookAlike = /^[вкмнтьτκ]$/u;
const foreign =
  /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\u0251\u0261]/u;
/** Greek letters that scientific names carry as symbols: next to Latin ones they give themselves away. */
const greekSymbol = /[αγικνρστυ]/u;
const codeWords = new Set(
  (
    'abstract access account address admin alias allow apply array assert async auth await bash boolean break ' +
    'cache call case catch char check class close code const continue cookie copy crypto data debug decode ' +
    'default delete dict double else elif encode enum error eval exec export extends false fetch file final float ' +
    'function global hash host http https import include index input instanceof integer interface isadmin key ' +
    'keys lambda length list local log login long main match module mutable name native null object open output ' +
    'package parse pass password path paypal perl php port print private process protected proxy public python ' +
    'query raise range read regex require response result return role root scope script secret select self ' +
    'session shell short signed socket source split static status string struct super switch sync system this ' +
    'throw token trace true type typeof union unsafe update user users username value void wallet while with ' +
    'write yield apple google microsoft amazon'
  ).split(' '),
);
/** The last word before a place, with the spaces and punctuation of sentences between. */
const wordBefore = /(?<=(?<word>[\p{L}\p{M}]{1,40})[ \t,.!?:«»—–-]{1,4})/uy;
const wordAfter = /[ \t,.!?:«»—–-]{1,4}(?<word>[\p{L}\p{M}]{1,40})/uy;

/**
 * Reports whether a word mixes Latin letters with letters of another alphabet that look Latin, so that it reads as
 * another name.
 *
 * A letter that looks like no Latin one, as in `Δt`, gives itself away, and so does a Greek symbol at an end of a name or
 * beside a short one, as in `σ_x` or `dαdt`.
 */
export function isMixedScriptName(value: string): boolean {
  for (const part of value.split(/[_$\p{N}\p{M}]+/u)) {
    if (part.length < 3 || !/[A-Za-z]/.test(part) || !foreign.test(part)) continue;
    const others = [...part].filter((letter) => letter > '\u007f');
    if (!others.every((letter) => latinLookAlike(letter) !== undefined || nearLookAlike.test(letter))) continue;
    if (others.every((letter) => greekSymbol.test(letter)) && !isInsideLatin(part)) continue;
    return true;
  }
  return false;
}

/** Reports whether a word wholly of look-alikes spells a word that programs are made of, and stands where code does. */
export function isCodeWordInDisguise(value: string, groups: Groups): boolean {
  if (!isLatinLike(value)) return false;
  const skeleton = latinSkeleton(value);
  if (skeleton === undefined || !codeWords.has(skeleton.toLowerCase()) || !foreign.test(value)) return false;
  return isForeignWordInCode(groups['before'] ?? '', groups['after'] ?? '');
}

/**
 * Reports whether a word of another alphabet does not stand in running text of its own: the words next to it, with
 * spaces and the punctuation of sentences between, are no foreign ones that give themselves away. Alone
 * in a string literal a word is taken for text.
 */
export function isForeignWordInCode(before: string, after: string): boolean {
  if (/["'`]$/.test(before) && after.startsWith(before.slice(-1))) return false;
  wordBefore.lastIndex = before.length;
  if (!isLatinLike(wordBefore.exec(before)?.groups?.['word'] ?? '')) return false;
  wordAfter.lastIndex = 0;
  return isLatinLike(wordAfter.exec(after)?.groups?.['word'] ?? '');
}

/** Reports whether letters of a compatibility form stand within an ASCII word, or make up one that code calls. */
export function isDisguisedByForm(value: string, groups: Groups): boolean {
  const folded = value.normalize('NFKC');
  if (!/^[\w$]{3,}$/.test(folded)) return false;
  if (/[A-Za-z]/.test(value)) return true;
  const after = groups['after'] ?? '';
  return codeWords.has(folded.toLowerCase()) && /^(?:[(.=[]| ?=| [A-Za-z_]{2,}[.(=;]?)/.test(after);
}

function isInsideLatin(part: string): boolean {
  if (/^d.{1,2}d.$/u.test(part)) return false;
  return /[A-Za-z]{3}[^\p{ASCII}]{1,3}[A-Za-z]|[A-Za-z][^\p{ASCII}]{1,3}[A-Za-z]{3}/u.test(part);
}

/** Reports whether each letter looks like a Latin one; ends at the first that doesn't. */
function isLatinLike(word: string): boolean {
  for (const letter of word) {
    if (letter >= '\u0080' && latinLookAlike(letter) === undefined && latinSkeleton(letter) === undefined) return false;
  }
  return true;
}
