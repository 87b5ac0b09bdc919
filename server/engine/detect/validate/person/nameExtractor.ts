/**
 * Reads a full name from a given name onwards: initials and particles, then a surname.
 *
 * Whether the words are a person's name is for the detector's checks to say; this only tells where they end.
 */

import type { Extractor, KeywordPlace } from '../../extractors';

/** Without the ending of a genitive. */
const surname = "\\p{Lu}[\\p{L}'’-]{0,23}\\p{L}(?<!['’]s)";
const particles = '(?:van|von|der|den|de|la|del|della|di|da|dos|bin|ibn|al|el|y|\\p{Lu}\\.?)';
const fullName = new RegExp(
  `\\p{Lu}\\p{Ll}{2,14}(?:-\\p{Lu}\\p{Ll}{2,14})?(?: ${particles}){0,3} ${surname}(?![\\w@/])`,
  'uy',
);
/** A given name alone is a person's where it does what persons do. */
const acting =
  /\p{Lu}\p{Ll}{2,14}(?=(?:'s (?:\w+ )?(?:address|phone|number|email|birthday|account|house|home|wife|husband|mother|father)|,? (?:said|says|told|asked|called|lives|lived|moved|wants|needs|never|whether|about|who|works|worked|is (?:\d{1,3}|from|my|our|his|her)|was born)\b))/uy;
/** It also is after the word for somebody close, or for what is done with people. */
const related =
  /\b(?:husband|wife|boss|friend|colleague|neighbou?r|son|daughter|brother|sister|uncle|aunt|cousin|manager is|assistant|help|helping|met|meet|meeting|invite|remind|call|email|contact) $/;
const alone = /\p{Lu}\p{Ll}{2,14}(?= \p{Ll}{2})/uy;
const farthestRelated = 12;
/** Characters before a name that make it part of an identifier, a path or a longer word. */
const joins = /[\p{L}\p{N}_@./#\\-]/u;

export const nameExtractor: Extractor = {
  extract(place, found) {
    const length = lengthAt(place);
    if (length > 0) found(place.start, length, 'low');
  },
  explain(place, offset) {
    return offset === place.start && lengthAt(place) > 0
      ? [{ what: 'it begins with a given name and goes on with a capitalised word', weight: 1 }]
      : [];
  },
};

function lengthAt({ text, start, to }: KeywordPlace): number {
  const first = text.charCodeAt(start);
  if (first < 65 || first > 90 || (start > 0 && joins.test(text[start - 1]!))) return 0;
  fullName.lastIndex = acting.lastIndex = alone.lastIndex = start;
  const match = fullName.exec(text) ?? acting.exec(text) ?? (isRelated(text, start) ? alone.exec(text) : null);
  if (match === null || start + match[0].length > to) return 0;
  return match[0].length;
}

function isRelated(text: string, start: number): boolean {
  return related.test(text.slice(Math.max(0, start - farthestRelated), start));
}
