/**
 * The two ways in which a backtracking matcher takes more than linear time, as properties of the graph of its states.
 *
 * After Weber and Seidl (1991), "On the degree of ambiguity of finite automata", and Weideman et al. (2016), "Analyzing
 * matching time behavior of backtracking regular expression matchers by using ambiguity of NFA". States from which a match
 * is sure are never tried again, so they can't be the ones that take the time.
 */

import type { AST } from '@eslint-community/regexpp';
import type { Spend } from './budget';
import { componentsOf, membersOf } from './components';
import type { Mask } from './letters';
import { outermost, type State } from './states';
import { followed, search } from './trail';

/** States that can come back to each other. */
export type Loop = readonly number[];

export interface Ambiguity {
  readonly kind: 'exponential' | 'polynomial' | 'search' | 'ways';
  /** The repeat that takes the time, and the one before it that reads the same. */
  readonly repeat: AST.Quantifier | undefined;
  readonly other: AST.Quantifier | undefined;
  /** The state in which it begins. */
  readonly from: number;
  /** What is read again and again. */
  readonly reads: readonly Mask[];
}

/** Returns the loops among the states for which `isWanted` holds. */
export function loopsOf(states: readonly State[], isWanted: (state: number) => boolean): readonly Loop[] {
  const next = (state: number): readonly number[] =>
    isWanted(state) ? states[state]!.steps.flatMap(({ to }) => (isWanted(to) ? [to] : [])) : [];
  return membersOf(componentsOf(states.length, next));
}

/** Returns how a loop can read one text in two ways and be where it began: its number of ways doubles each time. */
export function findDoubling(states: readonly State[], loop: Loop, spend: Spend): Ambiguity | undefined {
  const inside = new Set(loop);
  const count = states.length;
  type Pair = readonly [number, number];
  const back = (from: number, to: number): ReturnType<typeof followed> => {
    if (from === to) return { reads: [], repeat: undefined };
    const way = search<number>(
      [[from, from]],
      (state, visit) => {
        for (const step of states[state]!.steps) {
          if (inside.has(step.to)) visit(step.to, step.to, states[step.to]!.reads, step.repeat);
        }
      },
      (state) => state === to,
    );
    return way === undefined ? { reads: [], repeat: undefined } : followed(way.trail);
  };
  const told = (from: number, to: number, way: ReturnType<typeof followed>): Ambiguity => {
    const rest = back(to, from);
    const repeat = outermost(way.repeat, rest.repeat);
    return { kind: 'exponential', from, repeat, other: undefined, reads: [...way.reads, ...rest.reads] };
  };

  for (const from of loop) {
    const twice = states[from]!.steps.find(({ to, ways }) => ways > 1 && inside.has(to));
    if (twice !== undefined) {
      return told(from, twice.to, { reads: [states[twice.to]!.reads], repeat: twice.repeat });
    }
  }
  for (const from of loop) {
    if (states[from]!.steps.length < 2) continue;
    const found = search<Pair>(
      [[from * count + from, [from, from]]],
      ([a, b], visit) => {
        for (const x of states[a]!.steps) {
          if (!inside.has(x.to)) continue;
          for (const y of states[b]!.steps) {
            spend();
            const reads = states[x.to]!.reads & states[y.to]!.reads;
            if (reads === 0n || !inside.has(y.to) || (a === b && x.to === y.to)) continue;
            visit(x.to * count + y.to, [x.to, y.to], reads, outermost(x.repeat, y.repeat));
          }
        }
      },
      ([a, b]) => a === b,
    );
    if (found !== undefined) return told(from, found.node[0], followed(found.trail));
  }
  return undefined;
}

/**
 * Returns how one text can lead around in `loop`, around in `later`, and from the one into the other: with each time it is
 * read there is one way more.
 */
export function findGrowth(
  states: readonly State[],
  loop: Loop,
  later: Loop,
  mayPass: (state: number) => boolean,
  spend: Spend,
): Ambiguity | undefined {
  const width = later.length;
  const indexOf = new Map(later.map((state, index) => [state, index]));
  const inLoop = new Map(loop.map((state, index) => [state, index]));
  const stepsIn = loop.map((state) => states[state]!.steps.filter(({ to }) => inLoop.has(to)));
  const stepsLater = later.map((state) => states[state]!.steps.filter(({ to }) => indexOf.has(to)));

  const together = (pair: number, visit: (pair: number, reads: Mask, repeat: AST.Quantifier | undefined) => void) => {
    const [a, c] = [Math.floor(pair / width), pair % width];
    for (const x of stepsIn[a]!) {
      for (const y of stepsLater[c]!) {
        spend();
        const reads = states[x.to]!.reads & states[y.to]!.reads;
        if (reads === 0n || x.to === y.to) continue;
        visit(inLoop.get(x.to)! * width + indexOf.get(y.to)!, reads, y.repeat);
      }
    }
  };
  spend(loop.length * width);
  const component = componentsOf(loop.length * width, (pair) => {
    const targets: number[] = [];
    together(pair, (to) => targets.push(to));
    return targets;
  });
  const starts: (readonly [number, Triple])[] = [];
  component.forEach((number, pair) => {
    if (number < 0) return;
    const from = loop[Math.floor(pair / width)]!;
    starts.push([pair * states.length + from, { pair, between: from }]);
  });
  interface Triple {
    readonly pair: number;
    readonly between: number;
  }
  const found = search<Triple>(
    starts,
    ({ pair, between }, visit) => {
      together(pair, (next, reads, repeat) => {
        if (component[next] !== component[pair]) return;
        for (const { to } of states[between]!.steps) {
          spend();
          const common = reads & states[to]!.reads;
          if (common === 0n || !(mayPass(to) || to === loop[Math.floor(next / width)])) continue;
          visit(next * states.length + to, { pair: next, between: to }, common, repeat);
        }
      });
    },
    ({ pair, between }) => between === later[pair % width],
  );
  if (found === undefined) return undefined;
  const way = followed(found.trail);
  const { pair: first, between: start } = found.first;
  const rest = search<number>(
    [[found.node.pair, found.node.pair]],
    (pair, visit) => together(pair, (to, reads, repeat) => visit(to, to, reads, repeat)),
    (pair) => pair === first,
  );
  const closing =
    found.node.pair === first || rest === undefined ? { reads: [], repeat: undefined } : followed(rest.trail);
  const repeat = outermost(way.repeat, closing.repeat) ?? repeatIn(states, later);
  return {
    kind: 'polynomial',
    from: start,
    repeat,
    other: repeatIn(states, loop),
    reads: [...way.reads, ...closing.reads],
  };
}

/** Returns the outermost repeat within a loop. */
function repeatIn(states: readonly State[], loop: Loop): AST.Quantifier | undefined {
  const inside = new Set(loop);
  return loop
    .flatMap((state) => states[state]!.steps.flatMap(({ to, repeat }) => (inside.has(to) ? [repeat] : [])))
    .reduce(outermost, undefined);
}

/** Returns what can be read before a state is reached. */
export function readBefore(states: readonly State[], goal: number): readonly Mask[] {
  if (goal === 0) return [];
  const found = search<number>(
    [[0, 0]],
    (state, visit) => {
      for (const { to, repeat } of states[state]!.steps) visit(to, to, states[to]!.reads, repeat);
    },
    (state) => state === goal,
  );
  return found === undefined ? [] : followed(found.trail).reads;
}
