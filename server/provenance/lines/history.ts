/**
 * The latest states of one document, so that an undo or redo gives its characters their sources back exactly. Bounded.
 */

import { type Attribution, lengthOf } from './attribution';

/** `removed` was replaced by `inserted` at `offset`. */
export interface Step {
  readonly offset: number;
  readonly removed: string;
  readonly inserted: string;
}

interface State {
  attribution: Attribution;
  /** What led from the state before to this one; none for the first. */
  readonly steps: readonly Step[];
}

const maxStates = 512;
const maxUnits = 2_000_000;

export class History {
  private states: State[];
  /** What the last state that was added cut off. */
  private cut: State[] = [];
  private current = 0;
  private units = 0;

  constructor(attribution: Attribution) {
    this.states = [{ attribution, steps: [] }];
  }

  /** Adds the state after a change that is neither undo nor redo: what was undone can't be redone any more. */
  push(steps: readonly Step[], attribution: Attribution): void {
    this.cut = this.states.splice(this.current + 1);
    this.units -= this.cut.reduce((sum, state) => sum + unitsOf(state), 0);
    this.states.push({ attribution, steps });
    this.units += unitsOf(this.states.at(-1) as State);
    while (this.states.length > maxStates || (this.units > maxUnits && this.states.length > 1)) {
      this.units -= unitsOf(this.states.shift() as State);
    }
    this.current = this.states.length - 1;
  }

  /** Takes back the state that was just added, so that what was undone before it can be redone. */
  drop(): void {
    if (this.states.length < 2) return;
    this.units -= unitsOf(this.states.pop() as State);
    this.current = this.states.length - 1;
    this.states.push(...this.cut);
    this.units += this.cut.reduce((sum, state) => sum + unitsOf(state), 0);
    this.cut = [];
  }

  /** Corrects the current state's attribution; its text is the same. */
  amend(attribution: Attribution): void {
    (this.states[this.current] as State).attribution = attribution;
  }

  /**
   * Returns the attribution of the nearest earlier state (later, for a redo) with this text, and takes it for the
   * current one; `undefined` where none has it. `text` is the current state's.
   */
  find(direction: 'undo' | 'redo', text: string, next: string): { readonly attribution: Attribution } | undefined {
    let candidate = text;
    const by = direction === 'undo' ? -1 : 1;
    for (let index = this.current + by; index >= 0 && index < this.states.length; index += by) {
      const state = this.states[index] as State;
      const { steps } = by === 1 ? state : (this.states[index + 1] as State);
      candidate = by === 1 ? steps.reduce(apply, candidate) : steps.reduceRight(revert, candidate);
      if (lengthOf(state.attribution) === next.length && candidate === next) {
        this.current = index;
        return state;
      }
    }
    return undefined;
  }
}

function apply(text: string, { offset, removed, inserted }: Step): string {
  return text.slice(0, offset) + inserted + text.slice(offset + removed.length);
}

function revert(text: string, { offset, removed, inserted }: Step): string {
  return text.slice(0, offset) + removed + text.slice(offset + inserted.length);
}

function unitsOf({ steps }: State): number {
  return steps.reduce((sum, { removed, inserted }) => sum + removed.length + inserted.length, 0);
}
