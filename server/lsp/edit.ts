/**
 * Several edits of a text as the one that covers them, so that waiting changes cost one rescan. Pure.
 */

/** `removed` code units at `offset` were replaced by `inserted` ones. */
export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

/** Returns the edit that covers `first` and then `next`, whose offset counts in the text that `first` left. */
export function combineEdits(first: Edit | undefined, next: Edit): Edit {
  if (first === undefined) return next;
  const offset = Math.min(first.offset, next.offset);
  const firstEnd = first.offset + first.inserted;
  const end = Math.max(firstEnd, next.offset + next.removed);
  return {
    offset,
    removed: first.offset - offset + first.removed + (end - firstEnd),
    inserted: end - offset + next.inserted - next.removed,
  };
}
