/**
 * An editor in miniature for the take-out: a text, an undo stack, and a person who types when it hurts.
 */

import { applyChanges, type Change } from '../../../client/gate/changes';
import type { ChangeReason, Insertion } from '../../../client/gate/insertion';
import type { Page } from '../../../client/gate/takeOut';

interface Step {
  readonly before: string;
  readonly after: string;
}

export class SimulatedEditor implements Page {
  readonly past: Step[] = [];
  future: Step[] = [];
  text: string;
  /** Everything the text has been since the last `forgetHistory`. */
  seen: string[] = [];
  /** Called before every undo and edit arrives: the person was quicker. */
  interrupt: () => void = () => {};
  /** Told of changes once it is there. */
  insertion: Insertion | undefined;
  isActive = true;

  constructor(text: string) {
    this.text = text;
  }

  canUndo(): boolean {
    return this.isActive;
  }

  undo(): Promise<void> {
    this.interrupt();
    this.undoNow();
    return Promise.resolve();
  }

  edit(change: Change): Promise<boolean> {
    const { text } = this;
    this.interrupt();
    if (this.text !== text) return Promise.resolve(false);
    this.make([change], undefined);
    return Promise.resolve(true);
  }

  undoNow(): void {
    const step = this.past.pop();
    if (step === undefined) return;
    this.future.push(step);
    this.become(step.before, 'undo');
  }

  redoNow(): void {
    const step = this.future.pop();
    if (step === undefined) return;
    this.past.push(step);
    this.become(step.after, 'redo');
  }

  /** Accepts a suggestion: one change, one undo step. */
  accept(change: Change, insertion: Insertion): void {
    const before = this.text;
    this.text = applyChanges(before, [change]);
    this.past.push({ before, after: this.text });
    this.future = [];
    this.seen.push(this.text);
    insertion.insert([change], true);
    this.insertion = insertion;
  }

  /** A key press; presses in a row are one undo step where `merge` says so. */
  type(offset: number, text: string, removed = 0, merge = false): void {
    this.make([{ offset, removed, text }], undefined, merge);
  }

  private make(changes: readonly Change[], reason: ChangeReason, merge = false): void {
    const before = this.text;
    const last = merge ? this.past.pop() : undefined;
    const after = applyChanges(before, changes);
    this.past.push({ before: last?.before ?? before, after });
    this.future = [];
    this.text = after;
    this.seen.push(after);
    this.insertion?.change(changes, reason);
  }

  private become(text: string, reason: ChangeReason): void {
    const { text: from } = this;
    // As coarse as an editor may report it: one change from the first to the last difference.
    let start = 0;
    while (start < Math.min(from.length, text.length) && from[start] === text[start]) start++;
    let end = 0;
    while (end < Math.min(from.length, text.length) - start && from.at(-1 - end) === text.at(-1 - end)) end++;
    const change = { offset: start, removed: from.length - start - end, text: text.slice(start, text.length - end) };
    this.text = text;
    this.seen.push(text);
    this.insertion?.change([change], reason);
  }
}
