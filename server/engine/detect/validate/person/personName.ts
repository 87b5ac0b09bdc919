/**
 * Whether words are a person's name: capitals, the words names are made of, and no words that only look like one.
 *
 * A list of given names decides where nothing else announces a person; after a title or `my name is` the form is enough.
 */

import { isGivenName } from './firstNames';

/** Capitalised words that stand where names do and are none. */
const noNames = new Set(
  (
    'the this that these those there then they what when where which who why how and but for not with from into onto your ' +
    'our their his her its my all any some none sir madam madame sirs team everyone everybody customer customers user ' +
    'users friend friends reader readers colleague colleagues hiring manager recruiter support admin administrator ' +
    'developer developers contributor contributors valued world folks sender recipient client guest member members ' +
    'required string number boolean object array null undefined true false name first last full test example sample demo ' +
    'foo bar baz lorem ipsum dolor placeholder unknown anonymous default todo none value values key type class function ' +
    'street road avenue lane drive company inc ltd llc gmbh corp corporation university college school hospital bank ' +
    'department institute foundation project license copyright monday tuesday wednesday thursday friday saturday sunday ' +
    'january february march april june july august september october november december english french german spanish ' +
    'italian american european chinese japanese united states kingdom north south east west new north america europe ' +
    'strange watson who martens pepper dre code data file error api sdk http json xml html css java javascript python ' +
    'typescript node react angular vue linux windows apple google microsoft amazon facebook github mozilla chrome firefox'
  ).split(' '),
);
/** Whom documents and examples are about. */
const cast = new Set('alice carol charlie dave david john jane joe mary peter tom'.split(' '));
const particles = '(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ter|zu|y|e|st\\.)';
const nameWord = "\\p{Lu}(?:['’]\\p{Lu})?[\\p{Ll}'’]+(?:-?\\p{Lu}[\\p{Ll}'’]+)*";
const form = new RegExp(
  `^(?:(?:${particles} )*${nameWord}|\\p{Lu}\\.?)(?: (?:${particles} )*(?:${nameWord}|\\p{Lu}\\.?)){0,4}(?:,? (?:Jr|Sr|II|III|IV|PhD|MD|DDS|DVM)\\.?)?$`,
  'u',
);

/** Reports whether the value has the form of a name, one word or several, and holds no word that is none. */
export function isNameLike(value: string): boolean {
  if (value.length < 2 || value.length > 80 || !form.test(value)) return false;
  const words = wordsOf(value);
  return words.length > 0 && !words.some((word) => noNames.has(word)) && !isStandIn(words);
}

/** Reports whether the value has two words or more and the form of a name. */
export function isFullName(value: string): boolean {
  return wordsOf(value).length > 1 && isNameLike(value);
}

/** Reports whether the value is a given name that is known, alone or followed by what may be a surname. */
export function isKnownName(value: string): boolean {
  const words = wordsOf(value);
  return isGivenName(words[0]?.split('-')[0] ?? '') && isNameLike(value);
}

/** Reports whether the value is a given name that is known and not among those of examples. */
export function isGreetedName(value: string): boolean {
  const name = value.toLowerCase();
  return isGivenName(name) && !cast.has(name);
}

/** Names that stand for anybody, which documents are full of. */
function isStandIn(words: readonly string[]): boolean {
  const [first, last] = [words[0], words.at(-1)];
  if ((last === 'doe' || last === 'roe' || last === 'bloggs' || last === 'mustermann') && words.length > 1) return true;
  return first === last && words.length > 1;
}

function wordsOf(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[ ,.]+/)
    .filter((word) => word.length > 1);
}
