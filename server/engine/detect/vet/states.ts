/**
 * The states a matcher goes through on a text: positions, told apart by what stands beside them, so that every assertion
 * about one neighbouring character is part of the graph.
 *
 * The search for a place to begin is part of it, too: state 0 has read nothing, and the `searching` ones pass over text.
 */

import type { AST } from '@eslint-community/regexpp';
import type { Condition } from './assertions';
import { type Spend, TooComplex } from './budget';
import type { Letters, Mask } from './letters';
import type { Positions } from './positions';

export interface Step {
  readonly to: number;
  /** How many ways lead there. */
  ways: number;
  /** Whether the step is possible wherever the characters fit. */
  exact: boolean;
  /** The outermost repeat that leads back here. */
  repeat: AST.Quantifier | undefined;
}

export interface State {
  /** What it reads on entering; 0n for state 0 alone. */
  readonly reads: Mask;
  /** -1 for the search, else as in Position. */
  readonly part: number;
  readonly element: AST.Element | undefined;
  readonly steps: Step[];
  /** Where the part can end; `left` holds. */
  readonly ends: Condition[];
}

const mostStates = 12_000;
const mostSteps = 300_000;

/** Returns the states of an automaton, state 0 first, then those that search. */
export function statesOf(
  { positions, edges, first, last }: Positions,
  letters: Letters,
  spend: Spend,
): readonly State[] {
  const told = positions.map(() => new Set<Mask>());
  const toldWhileSearching = new Set<Mask>(first.map(({ condition }) => condition.left));
  for (const { at, condition } of first) told[at]!.add(condition.right);
  for (const { at, condition } of last) told[at]!.add(condition.left);
  for (const { from, to, condition } of edges) {
    told[from]!.add(condition.left);
    told[to]!.add(condition.right);
  }

  const states: State[] = [{ reads: 0n, part: -1, element: undefined, steps: [], ends: [] }];
  const add = (reads: Mask, part: number, element: AST.Element | undefined): number => {
    if (states.length >= mostStates) throw new TooComplex();
    return states.push({ reads, part, element, steps: [], ends: [] }) - 1;
  };
  const searching = cut(letters.all, toldWhileSearching).map((reads) => add(reads, -1, undefined));
  const statesAt = positions.map(({ reads, part, element }, at) =>
    cut(reads, told[at]!).map((block) => add(block, part, element)),
  );

  let steps = 0;
  const known = new Map<number, Step>();
  const step = (from: number, to: number, exact: boolean, repeat: AST.Quantifier | undefined): void => {
    spend();
    const key = from * mostStates + to;
    const old = known.get(key);
    if (old === undefined) {
      if (++steps > mostSteps) throw new TooComplex();
      const fresh = { to, ways: 1, exact, repeat };
      known.set(key, fresh);
      states[from]!.steps.push(fresh);
      return;
    }
    old.ways++;
    old.exact ||= exact;
    old.repeat = outermost(old.repeat, repeat);
  };
  const stepAll = (from: readonly number[], at: number, condition: Condition, repeat?: AST.Quantifier): void => {
    for (const a of from) {
      if (a === 0 ? !condition.start : (states[a]!.reads & condition.left) === 0n) continue;
      for (const b of statesAt[at]!) {
        if ((states[b]!.reads & condition.right) !== 0n) step(a, b, condition.exact, repeat);
      }
    }
  };
  for (const from of [0, ...searching]) for (const to of searching) step(from, to, true, undefined);
  for (const { at, condition } of first) stepAll([0, ...searching], at, condition);
  for (const { from, to, condition, repeat } of edges) stepAll(statesAt[from]!, to, condition, repeat);
  for (const { at, condition } of last) {
    for (const a of statesAt[at]!) if ((states[a]!.reads & condition.left) !== 0n) states[a]!.ends.push(condition);
  }
  return states;
}

/** Returns that of two repeats which holds the other. */
export function outermost(a: AST.Quantifier | undefined, b: AST.Quantifier | undefined): AST.Quantifier | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.end - b.start > a.end - a.start ? b : a;
}

/** Cuts a set into blocks that lie inside or outside of each of the others. */
function cut(reads: Mask, others: ReadonlySet<Mask>): readonly Mask[] {
  let blocks = reads === 0n ? [] : [reads];
  for (const other of others) {
    blocks = blocks.flatMap((block) => [block & other, block & ~other].filter((each) => each !== 0n));
  }
  return blocks;
}

/**
 * Returns for each state whether whatever follows, its part ends well: from there nothing is ever tried again.
 *
 * The largest set for which one character later the same holds or the end was reached; texts end, so it is enough.
 */
export function sureStates(states: readonly State[], letters: Letters, spend: Spend): readonly boolean[] {
  const sure = states.map(({ part }) => part >= 0);
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = states.length - 1; i >= 0; i--) {
      if (!sure[i]) continue;
      const { part, steps, ends } = states[i]!;
      spend(1 + steps.length);
      const exactEnds = ends.filter(({ exact }) => exact);
      let covered = exactEnds.reduce((mask, { right }) => mask | right, 0n);
      for (const { to, exact } of steps) {
        if (exact && sure[to] && states[to]!.part === part) covered |= states[to]!.reads;
      }
      if (covered === letters.all && exactEnds.some(({ end }) => end)) continue;
      sure[i] = false;
      changed = true;
    }
  }
  return sure;
}
