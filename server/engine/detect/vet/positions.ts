/**
 * The position automaton (Glushkov) of an expression, with as many edges between two positions as there are ways.
 *
 * It has every path a backtracking matcher could try: iterations that match nothing are left out as the matcher leaves
 * them out (ECMA-262, RepeatMatcher), and long bounded repeats count as unbounded ones.
 */

import type { AST } from '@eslint-community/regexpp';
import { always, both, type Condition, conditionsOf } from './assertions';
import { type Spend, TooComplex } from './budget';
import { isCharacterElement, type Letters, type Mask } from './letters';

/** Bounded repeats with at least this much choice count as unbounded. */
export const longRepeat = 64;
/** Copies of an unbounded repeat's part that has to be there; more of them tell nothing more. */
const mostCopies = 16;
const mostPositions = 6000;
const mostEdges = 150_000;
const mostWays = 64;

/** A part of an expression that is matched by itself: all of it, or the inside of a lookaround. */
export interface Body {
  readonly alternatives: readonly AST.Alternative[];
  /** Read from the end: the inside of a lookbehind. */
  readonly backward: boolean;
}

export interface Position {
  readonly reads: Mask;
  readonly element: AST.Element;
  /** Which part it belongs to: 0 is the body itself, others are lookarounds within. */
  readonly part: number;
}

export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly condition: Condition;
  /** The repeat that leads back, `undefined` where it goes forward. */
  readonly repeat: AST.Quantifier | undefined;
}

/** A position and what has to hold before or behind it. */
export interface Link {
  readonly at: number;
  readonly condition: Condition;
}

export interface Positions {
  readonly positions: readonly Position[];
  readonly edges: readonly Edge[];
  readonly first: readonly Link[];
  /** Where a part can end. */
  readonly last: readonly Link[];
  /** Lookarounds of the other direction: each is looked at by itself. */
  readonly others: readonly Body[];
}

interface Fragment {
  readonly first: readonly Link[];
  readonly last: readonly Link[];
  /** The ways to match nothing. */
  readonly empty: readonly Condition[];
}

/** Returns the automaton of a body; throws TooComplex where it is too large. */
export function positionsOf(body: Body, letters: Letters, flags: string, spend: Spend): Positions {
  const positions: Position[] = [];
  const edges: Edge[] = [];
  const ends: Link[] = [];
  const others = new Map<AST.Element, Body>();
  const free = always(letters);
  const nothing: Fragment = { first: [], last: [], empty: [free] };
  let parts = 0;
  let part = 0;
  const copied: AST.Element[] = [];

  function choice(alternatives: readonly AST.Alternative[]): Fragment {
    const all = alternatives.map(({ elements }) =>
      (body.backward ? elements.toReversed() : elements).map(single).reduce(sequence, nothing),
    );
    return {
      first: all.flatMap((each) => each.first),
      last: all.flatMap((each) => each.last),
      empty: limited(all.flatMap((each) => each.empty)),
    };
  }

  function single(element: AST.Element): Fragment {
    spend();
    if (isCharacterElement(element)) return character(element, letters.of(element));
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return choice(element.alternatives);
      case 'Quantifier':
        return repeat(element);
      case 'Assertion':
        return assertion(element);
      case 'Backreference':
        return backreference(element);
      default:
        throw new TooComplex();
    }
  }

  function character(element: AST.Element, reads: Mask): Fragment {
    if (positions.length >= mostPositions) throw new TooComplex();
    const link = [{ at: positions.push({ reads, element, part }) - 1, condition: free }];
    return { first: link, last: link, empty: [] };
  }

  function sequence(a: Fragment, b: Fragment): Fragment {
    connect(a.last, b.first, undefined);
    return {
      first: [...a.first, ...through(a.empty, b.first)],
      last: [...b.last, ...through(b.empty, a.last)],
      empty: limited(a.empty.flatMap((x) => b.empty.map((y) => both(x, y)))),
    };
  }

  function repeat(quantifier: AST.Quantifier): Fragment {
    const { min, max, element } = quantifier;
    if (max === 0) return nothing;
    const isLong = max - min >= longRepeat;
    const copies = Array.from({ length: isLong ? Math.min(min, mostCopies) : min }, () => single(element));
    let rest = nothing;
    if (isLong) {
      const { first, last } = single(element);
      connect(last, first, quantifier);
      rest = { first, last, empty: [free] };
    } else {
      // An iteration that isn't needed has to match something.
      for (let i = min; i < max; i++) rest = { ...sequence({ ...single(element), empty: [] }, rest), empty: [free] };
    }
    return sequence(copies.reduce(sequence, nothing), rest);
  }

  function assertion(element: AST.Assertion): Fragment {
    if (copied.length > 0) return { ...nothing, empty: [{ ...free, exact: false }] };
    const empty = conditionsOf(element, letters, flags, body.backward);
    if (element.kind !== 'lookahead' && element.kind !== 'lookbehind') return { first: [], last: [], empty };
    if (isPlain(element)) return { first: [], last: [], empty };
    if ((element.kind === 'lookbehind') !== body.backward) {
      others.set(element, { alternatives: element.alternatives, backward: !body.backward });
      return { first: [], last: [], empty };
    }
    const outer = part;
    part = ++parts;
    const inside = choice(element.alternatives);
    ends.push(...inside.last);
    part = outer;
    // What is tried inside ends there; the rest begins anew before it.
    return { first: inside.first, last: [], empty };
  }

  /** Reads what its group could have read: more than it does, in no fewer ways. */
  function backreference(element: AST.Backreference): Fragment {
    const groups = [element.resolved].flat();
    if (groups.some((group) => copied.includes(group))) return nothing;
    copied.push(...groups);
    const doubtful = { ...free, exact: false };
    const { first, last } = choice(groups.flatMap((group) => group.alternatives));
    copied.splice(-groups.length);
    return { first: through([doubtful], first), last, empty: [doubtful] };
  }

  function connect(from: readonly Link[], to: readonly Link[], by: AST.Quantifier | undefined): void {
    spend(from.length * to.length);
    if (edges.length + from.length * to.length > mostEdges) throw new TooComplex();
    for (const a of from) {
      for (const b of to) {
        edges.push({ from: a.at, to: b.at, condition: both(a.condition, b.condition), repeat: by });
      }
    }
  }

  function through(conditions: readonly Condition[], links: readonly Link[]): Link[] {
    spend(conditions.length * links.length);
    return conditions.flatMap((condition) =>
      links.map((link) => ({ at: link.at, condition: both(condition, link.condition) })),
    );
  }

  const { first, last } = choice(body.alternatives);
  return { positions, edges, first, last: [...ends, ...last], others: [...others.values()] };
}

function limited(ways: readonly Condition[]): readonly Condition[] {
  if (ways.length > mostWays) throw new TooComplex();
  return ways;
}

/** Reports whether a lookaround reads one of a few texts, so that nothing in it can be tried in more ways. */
function isPlain({ alternatives }: { readonly alternatives: readonly AST.Alternative[] }): boolean {
  return alternatives.every(({ elements }) =>
    elements.every((element) => {
      if (element.type !== 'Assertion') return isCharacterElement(element);
      return (element.kind !== 'lookahead' && element.kind !== 'lookbehind') || isPlain(element);
    }),
  );
}
