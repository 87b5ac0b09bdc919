/**
 * Tells text that a machine drew from names that people wrote, where only its length and alphabet are known of a token.
 */

import { isNotPlaceholder } from '../credential';
import { isPublished } from '../published';
import { isWordLike, splitWords } from '../words';

/** What people write over a token to show its form. Sequences as in 1234567 are no such sign behind a telling prefix. */
const masks = /example|placeholder|redacted|changeme|dummy|your[-_]|[-_]here\b|(.)\1{5}|x{4}|\*{3}|\.{3}|\$\{|\{\{/i;

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * Reports whether the value holds a digit, is not mostly words, and is none of the things people write where a secret
 * would stand.
 *
 * Of twenty letters and digits drawn at random, one text in seven hundred has no digit.
 */
export function looksGenerated(value: string, groups: Groups): boolean {
  return /\d/.test(value) && isNotWords(value, groups);
}

/** Reports whether the value is neither mostly words nor a placeholder; for tokens that may consist of letters alone. */
export function isNotWords(value: string, groups: Groups): boolean {
  if (!isNotPlaceholder(value, groups)) return false;
  const written = splitWords(value).filter((word) => word.length >= 4 && isWordLike(word));
  return written.join('').length < value.length * 0.6;
}

/** Reports whether a value whose prefix already tells what it is was not masked, made of a few characters, or published. */
export function isNotMasked(value: string): boolean {
  return !masks.test(value) && new Set(value).size >= 5 && !isPublished(value);
}

/** Reports whether the value is not a placeholder and its letters are of one case, as hexadecimal digits come. */
export function isHexadecimal(value: string, groups: Groups): boolean {
  return (value === value.toLowerCase() || value === value.toUpperCase()) && isNotPlaceholder(value, groups);
}
