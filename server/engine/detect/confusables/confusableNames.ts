/**
 * Finds names that look exactly like another name of the same text but are written in other letters, such as a wholly
 * Cyrillic `scope` beside a Latin one.
 *
 * A document pass: text of ASCII, or without letters that look like Latin ones, is left after a glance.
 */

import type { DocumentPass } from '../documentPasses';
import { findNonAscii } from '../nonAscii';
import type { Span } from '../spans';
import { isForeignWordInCode } from '../validate/unicode/lookAlike';
import { asciiSkeleton, latinSkeleton } from './skeleton';

export const confusableNameDetector = 'hidden-unicode/confusable-name';

/** Words of alphabets that hold letters which look like Latin ones. */
const foreignWord =
  /[\u0370-\u058f\u13a0-\u13ff\u1400-\u167f\u2c80-\u2d2f\ua4d0-\ua4ff][\w$\u0370-\u058f\u13a0-\u13ff\u1400-\u167f\u2c80-\u2d2f\ua4d0-\ua4ff]{2,63}/g;
const foreignLetter = /[\u0370-\u058f\u13a0-\u13ff\u1400-\u167f\u2c80-\u2d2f\ua4d0-\ua4ff]/;
const withinWord = /[\p{L}\p{N}\p{M}_$]/u;
const asciiWord = /[A-Za-z_$][\w$]{2,63}/g;
const reach = 40;

export const findConfusableNames: DocumentPass = (text, tools) => {
  if (tools.isAscii || tools.depth > 0 || !tools.wants(confusableNameDetector)) return;
  if (!hasForeignLetter(text, tools.spansIn(findNonAscii)) || !tools.spend(text.length)) return;
  const suspects = new Map<string, { offset: number; length: number }[]>();
  for (const match of text.matchAll(foreignWord)) {
    const word = match[0];
    const end = match.index + word.length;
    if (withinWord.test(text.charAt(match.index - 1)) || withinWord.test(text.charAt(end))) continue;
    const skeleton = latinSkeleton(word);
    if (skeleton === undefined) continue;
    const before = text.slice(Math.max(0, match.index - reach), match.index);
    if (!isForeignWordInCode(before, text.slice(end, end + reach))) continue;
    const places = suspects.get(skeleton) ?? [];
    suspects.set(skeleton, places);
    places.push({ offset: match.index, length: word.length });
  }
  if (suspects.size === 0 || !tools.spend(text.length)) return;
  for (const [name] of text.matchAll(asciiWord)) {
    const skeleton = asciiSkeleton(name);
    for (const { offset, length } of suspects.get(skeleton) ?? []) {
      tools.found({ detector: confusableNameDetector, offset, length, confidence: 'high' });
    }
    suspects.delete(skeleton);
    if (suspects.size === 0) return;
  }
};

function hasForeignLetter(text: string, nonAscii: Iterable<Span>): boolean {
  for (const { from, to } of nonAscii) if (foreignLetter.test(text.slice(from, to))) return true;
  return false;
}
