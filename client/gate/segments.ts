/**
 * Where an insertion stands while the person types on: its pieces, kept through later changes.
 *
 * Knows texts and offsets only. What the person types inside an insertion is theirs: it splits a piece.
 */

import { applyChanges, type Change, lastFirst, trimChange } from './changes';

/** A piece of an insertion, end exclusive. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** What stood here before the insertion; the first piece that is left of a change carries it. */
  readonly replaced: string;
}

/** Returns the pieces that a batch of changes inserted into `before`, in the text after it; pure deletions leave none. */
export function segmentsOf(before: string, changes: readonly Change[]): Segment[] {
  const segments: Segment[] = [];
  let shift = 0;
  for (const change of lastFirst(changes).reverse()) {
    const removedText = before.slice(change.offset, change.offset + change.removed);
    const { offset, removed, text } = trimChange(change, removedText);
    const start = offset + shift;
    if (text !== '')
      segments.push({ start, end: start + text.length, replaced: before.slice(offset, offset + removed) });
    shift += change.text.length - change.removed;
  }
  return segments;
}

/** Returns where the pieces stand after a batch of changes; pieces that are gone are left out. */
export function trackSegments(segments: readonly Segment[], changes: readonly Change[]): Segment[] {
  let tracked = [...segments];
  for (const change of lastFirst(changes)) tracked = tracked.flatMap((segment) => trackSegment(segment, change));
  return tracked;
}

function trackSegment(segment: Segment, change: Change): Segment[] {
  const changeEnd = change.offset + change.removed;
  const shift = change.text.length - change.removed;
  if (changeEnd <= segment.start) return [{ ...segment, start: segment.start + shift, end: segment.end + shift }];
  if (change.offset >= segment.end) return [segment];
  const pieces: Segment[] = [];
  if (change.offset > segment.start) pieces.push({ ...segment, end: change.offset });
  if (changeEnd < segment.end) {
    const replaced = pieces.length === 0 ? segment.replaced : '';
    pieces.push({ start: changeEnd + shift, end: segment.end + shift, replaced });
  }
  return pieces;
}

/** Returns the changes that put back what the pieces replaced. */
export function removalOf(segments: readonly Segment[]): Change[] {
  return segments.map(({ start, end, replaced }) => ({ offset: start, removed: end - start, text: replaced }));
}

/** Returns the changes that put the pieces back into the text that `removalOf` leaves. */
export function returnOf(text: string, segments: readonly Segment[]): Change[] {
  let shift = 0;
  return segments.map(({ start, end, replaced }) => {
    const change = { offset: start + shift, removed: replaced.length, text: text.slice(start, end) };
    shift += replaced.length - (end - start);
    return change;
  });
}

/** Returns the text with what the pieces replaced put back. */
export function withoutSegments(text: string, segments: readonly Segment[]): string {
  return applyChanges(text, removalOf(segments));
}

/** Returns what the pieces hold now, joined. */
export function textOf(text: string, segments: readonly Segment[]): string {
  return segments.map(({ start, end }) => text.slice(start, end)).join('');
}
