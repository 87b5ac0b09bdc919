/**
 * One insertion on its way: the text before it, where its pieces stand now, and what is wanted once it is refused.
 *
 * It is told of every change of its document and mirrors the text; it knows no editor and decides nothing.
 */

import { applyChanges, type Change, differenceOf } from './changes';
import { type Segment, segmentsOf, textOf, trackSegments, withoutSegments } from './segments';
import { carryOver } from './wanted';

/** Why a document changed, where the editor says so. */
export type ChangeReason = 'undo' | 'redo' | undefined;

export class Insertion {
  /** The document's text right before the insertion's first change. */
  readonly before: string;
  /** The document's text now. */
  text: string;
  segments: readonly Segment[] = [];
  /** The pieces of the last accept alone. */
  latest: readonly Segment[] = [];
  /** What the last accept inserted, as it was then. */
  inserted = '';
  /** How many accepts this insertion is made of: a suggestion taken word by word has several. */
  accepts = 0;
  /** How many undo steps the person's own changes since the first accept may have made. */
  stepsSince = 0;
  /** Whether an undo has taken the whole insertion back. */
  undone = false;
  /** Counts every change seen. */
  revision = 0;
  private first = '';
  private isTouched = false;
  private wanted: string | undefined;

  constructor(before: string) {
    this.before = before;
    this.text = before;
  }

  /** Takes in the changes of one accept; an accept may consist of several such batches, only the first is `opening`. */
  insert(changes: readonly Change[], opening: boolean): void {
    const added = segmentsOf(this.text, changes);
    this.segments = inOrder([...trackSegments(this.segments, changes), ...added]);
    this.latest = opening ? added : inOrder([...trackSegments(this.latest, changes), ...added]);
    this.text = applyChanges(this.text, changes);
    const inserted = textOf(this.text, added);
    this.inserted = opening ? inserted : this.inserted + inserted;
    if (opening) this.accepts++;
    if (this.accepts === 1) this.first = this.inserted;
    this.revision++;
  }

  /** Takes in any other change of the document. */
  change(changes: readonly Change[], reason: ChangeReason): void {
    const next = applyChanges(this.text, changes);
    if (reason === 'undo' && next === this.before && this.takesBack(changes)) this.undone = true;
    // The edit that makes the text what it shall be is our own; anything else the person did.
    if (this.wanted !== undefined && reason === undefined && next !== this.wanted) {
      this.wanted = carryOver(this.text, this.wanted, changes);
    }
    this.segments = trackSegments(this.segments, changes);
    this.latest = trackSegments(this.latest, changes);
    this.text = next;
    if (reason === undefined) this.stepsSince++;
    this.isTouched = true;
    this.revision++;
  }

  /** Reports whether an accept at `offset` goes on where this insertion ends, with nothing done in between. */
  isContinuedAt(offset: number): boolean {
    const last = this.segments.at(-1);
    return !this.isTouched && last !== undefined && last.end === offset;
  }

  /** Settles that the insertion goes: from now on what is wanted is the text without it. */
  refuse(): void {
    this.wanted = withoutSegments(this.text, this.segments);
  }

  get isRefused(): boolean {
    return this.wanted !== undefined;
  }

  /** Returns the change that leads from the text as it is to the wanted one, an empty one where that is reached. */
  remaining(): Change {
    return differenceOf(this.text, this.wanted ?? this.text);
  }

  private takesBack(changes: readonly Change[]): boolean {
    return changes.some(({ offset, removed }) => this.text.slice(offset, offset + removed).includes(this.first));
  }
}

function inOrder(segments: readonly Segment[]): Segment[] {
  return [...segments].sort((a, b) => a.start - b.start);
}
