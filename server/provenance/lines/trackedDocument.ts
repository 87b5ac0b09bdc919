/**
 * One document with the attribution of its characters, kept through every edit. Knows no editor and no file.
 *
 * Invariant: what a person types is never given to a model; where it can't be known that a text returns, it is a
 * person's.
 */

import { type Attribution, attribute, concat, lengthOf, type Source, slice, splice } from './attribution';
import { carryOver } from './carry';
import { type Fragments, isSignificant } from './fragments';
import { History, type Step } from './history';

/** `removed` code units at `offset` are replaced by `inserted`. */
export interface TextEdit {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: string;
}

/** How an edit came about, as far as it is known; `edit` is any other, such as a formatter or a reload. */
export type Origin = 'typed' | 'cut' | 'paste' | 'undo' | 'redo' | 'edit' | Source;

export class TrackedDocument {
  private readonly history: History;
  /** What the last edits were and changed, where they brought no earlier state back. */
  private last: { text: string; attribution: Attribution; edits: readonly TextEdit[] } | undefined;

  constructor(
    public text: string,
    private readonly fragments: Fragments,
    public attribution: Attribution = attribute(text.length),
  ) {
    if (lengthOf(attribution) !== text.length) this.attribution = attribute(text.length);
    this.history = new History(this.attribution);
  }

  /** Takes edits in; each one's offset counts in the text that those before it left. */
  edit(edits: readonly TextEdit[], origin: Origin): void {
    const before = this.text;
    let { text, attribution } = this;
    const steps: Step[] = [];
    for (const { offset, removed, inserted } of edits) {
      const gone = text.slice(offset, offset + removed);
      const old = slice(attribution, offset, offset + gone.length);
      const put = this.attributionOf(inserted, gone, old, origin);
      if (origin === 'cut') this.fragments.hold(gone, old);
      else this.fragments.keep(gone, old);
      attribution = splice(attribution, offset, gone.length, put);
      text = text.slice(0, offset) + inserted + text.slice(offset + gone.length);
      steps.push({ offset, removed: gone, inserted });
    }
    const state = this.stateAgain(before, text, steps, origin);
    this.last = state === undefined ? { text: before, attribution: this.attribution, edits } : undefined;
    this.text = text;
    this.attribution = state ? state.attribution : attribution;
    if (state === undefined && steps.length > 0) this.history.push(steps, attribution);
  }

  /** Takes the last edits in again, now that it is known that they were an undo or redo. */
  reinterpret(origin: 'undo' | 'redo'): void {
    if (this.last === undefined) return;
    const { text, attribution, edits } = this.last;
    this.history.drop();
    [this.text, this.attribution] = [text, attribution];
    this.edit(edits, origin);
  }

  /** Says that characters which are there came from a model, as the log knows a moment after they were put in. */
  claim(start: number, end: number, source: Source): void {
    this.last = undefined;
    const claimed = attribute(end - start, source);
    this.attribution = splice(this.attribution, start, end - start, claimed);
    this.history.amend(this.attribution);
  }

  /** Notes what was copied. */
  copy(start: number, end: number): void {
    this.fragments.hold(this.text.slice(start, end), slice(this.attribution, start, end));
  }

  /** Returns the state that an edit brings back; of one that isn't said to, only where nobody typed it by chance. */
  private stateAgain(
    before: string,
    text: string,
    steps: readonly Step[],
    origin: Origin,
  ): { readonly attribution: Attribution } | undefined {
    if (origin === 'undo' || origin === 'redo') return this.history.find(origin, before, text);
    if (origin !== 'edit' || !steps.some(({ inserted }) => isSignificant(inserted))) return undefined;
    return this.history.find('undo', before, text) ?? this.history.find('redo', before, text);
  }

  private attributionOf(inserted: string, gone: string, old: Attribution, origin: Origin): Attribution {
    if (typeof origin === 'object') return attribute(inserted.length, origin);
    if (origin === 'typed' || inserted.length === 0) return attribute(inserted.length);
    if (origin === 'paste') return this.fragments.pasted(inserted)?.attribution ?? attribute(inserted.length);
    const returned = this.fragments.returned(inserted);
    if (returned !== undefined && gone.length === 0) return returned.attribution;
    // One key may put one character over many: that it is the first of them is chance.
    if (inserted.length === 1 && gone.length > 1) return attribute(1);
    return replace(inserted, gone, old);
  }
}

/** Returns the attribution of a replaced range: what both texts begin and end with stays, what is between is matched. */
function replace(inserted: string, gone: string, old: Attribution): Attribution {
  const shorter = Math.min(gone.length, inserted.length);
  let prefix = 0;
  while (prefix < shorter && gone[prefix] === inserted[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && gone[gone.length - 1 - suffix] === inserted[inserted.length - 1 - suffix]) {
    suffix++;
  }
  const toGone = gone.length - suffix;
  const middle = carryOver(
    slice(old, prefix, toGone),
    gone.slice(prefix, toGone),
    inserted.slice(prefix, inserted.length - suffix),
  );
  return concat(concat(slice(old, 0, prefix), middle), slice(old, toGone, gone.length));
}
