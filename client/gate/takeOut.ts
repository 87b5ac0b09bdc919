/**
 * Takes a refused insertion out of its document so that neither undo nor redo can bring it back.
 *
 * Knows the document only as a `Page`. Undoing the insertion itself leaves it in the redo stack alone, which the edit
 * that follows clears; an edit that removed the text would leave it in the undo stack.
 */

import type { Change } from './changes';
import type { Insertion } from './insertion';

/** A document that can be edited. Changes reach the insertion before `undo` and `edit` resolve. */
export interface Page {
  /** Whether `undo` reaches this document. */
  canUndo(): boolean;
  undo(): Promise<void>;
  /** Makes one change and a stop in the undo stack; false where the document has changed meanwhile. */
  edit(change: Change): Promise<boolean>;
}

/** How often an edit is tried again that a key press came in the way of. */
const attempts = 20;
const mostSteps = 200;

/** Takes the insertion out and returns whether it is gone; what was typed since stays. */
export async function takeOut(insertion: Insertion, page: Page): Promise<boolean> {
  insertion.refuse();
  // Every step comes from one change at least, also from a key pressed just now; more undos would undo older work.
  const isDue = (steps: number): boolean => steps < Math.min(insertion.accepts + insertion.stepsSince, mostSteps);
  for (let steps = 0; isDue(steps) && !insertion.undone && page.canUndo(); steps++) {
    const { revision } = insertion;
    await page.undo();
    if (insertion.revision === revision) break;
  }
  for (let left = attempts; left > 0; left--) {
    if (await page.edit(insertion.remaining())) return true;
  }
  return false;
}
