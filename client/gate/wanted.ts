/**
 * The text a document shall have in the end, while an insertion is being rolled back step by step.
 *
 * Keys pressed in between land in the text as it is at that moment; here they find their place in the wanted text.
 */

import { applyChanges, type Change, differenceOf } from './changes';

/** Returns the wanted text with a change that was made to `actual`, the document before that change. */
export function carryOver(actual: string, wanted: string, changes: readonly Change[]): string {
  const gap = differenceOf(actual, wanted);
  return applyChanges(
    wanted,
    changes.map((change) => {
      const start = mapOffset(change.offset, gap);
      const end = mapOffset(change.offset + change.removed, gap);
      return { offset: start, removed: Math.max(0, end - start), text: change.text };
    }),
  );
}

/** Offsets inside the stretch that differs move to its end: what is typed behind an insertion stays behind. */
function mapOffset(offset: number, gap: Change): number {
  const gapEnd = gap.offset + gap.removed;
  if (offset < gap.offset) return offset;
  if (offset >= gapEnd) return offset + gap.text.length - gap.removed;
  return offset === gap.offset ? offset : gap.offset + gap.text.length;
}
