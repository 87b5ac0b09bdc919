/**
 * Puts placeholders where values stand: in the text that was looked at, and at the same places of the body.
 *
 * Invariant: what the body's new text would be read as is the text that was looked at after replacing.
 */

import type { Redaction } from '../../engine/types';
import type { Held, PlaceholderFor, Placeholders } from '../placeholders';
import { formatAttachment } from './attachment';
import { occurrencesOf } from './occurrences';
import type { Part, Place, RequestText } from './requestText';

/** One range of one part, in offsets of the whole text. */
export interface Replacement extends Held {
  readonly from: number;
  readonly to: number;
  readonly placeholder: string;
  readonly part: Part;
}

/** More values than these are looked for only where they were found. */
const mostElsewhere = 500;

/**
 * Returns what to replace, by place: what was found, and the same values wherever else they stand, since a restored
 * answer comes back in the next request where no detector need see it.
 *
 * Ranges that overlap become one; one that reaches over several parts is cut at their ends; what has no place in the
 * body stays. `known` are placeholders with values that the conversation already has.
 */
export function planReplacements(
  { text, parts }: RequestText,
  redactions: readonly Redaction[],
  placeholderFor: PlaceholderFor,
  known: Placeholders,
): readonly Replacement[] {
  const ranges = redactions.map(({ offset, length, detector }) => ({ from: offset, to: offset + length, detector }));
  const found = onParts(parts, merge(text, ranges));
  const detectors = new Map([...known.values()].map(({ value, detector }) => [value, detector]));
  for (const { from, to, detector } of found) {
    const value = text.slice(from, to);
    if (!detectors.has(value)) detectors.set(value, detector);
  }
  const again = [...detectors]
    .slice(0, mostElsewhere)
    .flatMap(([value, detector]) =>
      occurrencesOf(value, text).map((from) => ({ from, to: from + value.length, detector })),
    );
  return onParts(parts, merge(text, [...found, ...again])).map((range) => {
    const value = text.slice(range.from, range.to);
    const detector = detectors.get(value) ?? range.detector;
    return { ...range, value, detector, placeholder: placeholderFor(detector, value) };
  });
}

/** Returns the text with the replacements made. */
export function replaceInText(text: string, replacements: readonly Pick<Replacement, 'from' | 'to' | 'placeholder'>[]) {
  let result = '';
  let position = 0;
  for (const { from, to, placeholder } of replacements) {
    result += text.slice(position, from) + placeholder;
    position = to;
  }
  return result + text.slice(position);
}

/** Returns the body with the replacements made, byte for byte the same beside them. */
export function replaceInBody({ source }: RequestText, replacements: readonly Replacement[]): Uint8Array {
  let result = '';
  let position = 0;
  for (let i = 0; i < replacements.length; ) {
    const { part } = replacements[i]!;
    const own: Replacement[] = [];
    while (i < replacements.length && replacements[i]!.part === part) own.push(replacements[i++]!);
    const { from, to } = part.place!;
    result += source.slice(position, from) + replaceLiteral(source.slice(from, to), part, part.place!, own);
    position = to;
  }
  return new TextEncoder().encode(result + source.slice(position));
}

function replaceLiteral(literal: string, { text, start }: Part, place: Place, replacements: readonly Replacement[]) {
  const inside = replacements.map(({ from, to, placeholder }) => ({ from: from - start, to: to - start, placeholder }));
  // A number that holds a placeholder is a string.
  if (place.kind === 'number') return `"${replaceInText(text, inside)}"`;
  if (place.kind === 'file') return `"${formatAttachment(place.prefix ?? '', replaceInText(text, inside))}"`;
  const rawOffset = rawOffsets(literal, text);
  return replaceInText(
    literal,
    inside.map(({ from, to, placeholder }) => ({ from: rawOffset(from), to: rawOffset(to), placeholder })),
  );
}

/** Returns the way from ascending offsets of a string's text to those of its literal. */
function rawOffsets(literal: string, text: string): (offset: number) => number {
  if (literal.length === text.length + 2) return (offset) => offset + 1;
  let at = 1;
  let reached = 0;
  return (offset) => {
    for (; reached < offset; reached++) at += unitLength(literal, at);
    return at;
  };
}

function unitLength(literal: string, at: number): number {
  if (literal.charCodeAt(at) !== 0x5c) return 1;
  return literal[at + 1] === 'u' ? 6 : 2;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly detector: string;
}

function merge(text: string, ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const from = isLow(text, range.from) ? range.from - 1 : range.from;
    const to = isLow(text, range.to) ? range.to + 1 : range.to;
    const last = merged.at(-1);
    if (last === undefined || from >= last.to) merged.push({ from, to, detector: range.detector });
    else if (to > last.to) merged[merged.length - 1] = { ...last, to };
  }
  return merged;
}

/** Reports whether a surrogate pair's second half stands there. */
function isLow(text: string, offset: number): boolean {
  const isSecond = (text.charCodeAt(offset) & 0xfc00) === 0xdc00;
  return isSecond && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800;
}

function onParts(parts: readonly Part[], ranges: readonly Range[]): (Range & { part: Part })[] {
  const placed: (Range & { part: Part })[] = [];
  let first = 0;
  for (const { from, to, detector } of ranges) {
    while (first < parts.length && endOf(parts[first]!) <= from) first++;
    for (let i = first; i < parts.length && parts[i]!.start < to; i++) {
      const part = parts[i]!;
      const cut = { from: Math.max(from, part.start), to: Math.min(to, endOf(part)), detector, part };
      if (part.place !== undefined && cut.to > cut.from) placed.push(cut);
    }
  }
  return placed;
}

function endOf({ start, text }: Part): number {
  return start + text.length;
}
