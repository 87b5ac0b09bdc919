/**
 * Everything in an expression that may take more than linear time, worst first; must not know how it is told.
 */

import type { AST } from '@eslint-community/regexpp';
import { parsePattern } from '../shape';
import { type Ambiguity, findDoubling, findGrowth, type Loop, loopsOf, readBefore } from './ambiguity';
import { hasFewWays } from './bound';
import { createBound, createSpend, type Spend, TooComplex } from './budget';
import { findManyWays } from './census';
import { type CharacterElement, isCharacterElement, type Letters, lettersOf, type Mask } from './letters';
import { type Body, positionsOf } from './positions';
import { type State, statesOf, sureStates } from './states';

/** What is wrong with an expression; `reads` is a text that shows it when it is repeated after `lead`. */
export interface Defect {
  readonly kind: Ambiguity['kind'] | 'complex';
  readonly repeat: AST.Quantifier | undefined;
  readonly other: AST.Quantifier | undefined;
  readonly lead: string;
  readonly reads: string;
}

/** Groups and repeats within one another. */
const deepest = 100;
/** Steps of one analysis: about a second at most. */
const mostWork = 2_000_000;
const mostWorkOnBound = 30_000;
const mostWorkOnWays = 150_000;
/** In how many ways a text may be read at once. */
const mostWays = 4000;
/** A long bounded repeat may be begun again after this many characters, and cost so much for each of them. */
const leastPeriod = 4;
const mostForEach = 128;

/** Returns the worst defect of a well-formed expression, `undefined` where its time is linear. */
export function inspect(pattern: string, flags: string): Defect | undefined {
  const spend = createSpend(mostWork);
  try {
    const { alternatives } = parsePattern(pattern, flags);
    const letters = lettersOf(charactersOf(alternatives, spend), flags);
    const bodies: Body[] = [{ alternatives, backward: false }];
    for (let i = 0; i < bodies.length; i++) {
      const positions = positionsOf(bodies[i]!, letters, flags, spend);
      bodies.push(...positions.others);
      const found = inspectStates(statesOf(positions, letters, spend), letters, i > 0, spend);
      if (found !== undefined) return found;
    }
    return undefined;
  } catch (error) {
    // RangeError: groups so deep that parsing them takes more stack than there is.
    if (!(error instanceof TooComplex || error instanceof RangeError)) throw error;
    return { kind: 'complex', repeat: undefined, other: undefined, lead: '', reads: '' };
  }
}

function inspectStates(
  states: readonly State[],
  letters: Letters,
  isLookaround: boolean,
  spend: Spend,
): Defect | undefined {
  const sure = sureStates(states, letters, spend);
  const write = (masks: readonly Mask[]): string => masks.map(letters.pick).join('');
  const toDefect = ({ kind, repeat, other, from, reads }: Ambiguity): Defect => {
    return { kind, repeat, other, lead: write(readBefore(states, from)), reads: write(reads) };
  };
  const unsure = loopsOf(states, (state) => states[state]!.part >= 0 && !sure[state]);
  for (const loop of unsure) {
    const doubling = findDoubling(states, loop, spend);
    if (doubling !== undefined) return toDefect(doubling);
  }

  const all = loopsOf(states, () => true);
  // A search that succeeds goes on behind its match, a lookaround does not.
  const partOf = (loop: Loop): number => {
    const { part } = states[loop[0]!]!;
    return part < 0 && !isLookaround ? 0 : part;
  };
  const searchLast = all.toSorted((a, b) => states[b[0]!]!.part - states[a[0]!]!.part);
  for (const loop of searchLast) {
    const part = partOf(loop);
    const mayPass = (state: number): boolean => !sure[state] || states[state]!.part !== part;
    const reached = reachableFrom(states, loop, mayPass, spend);
    const within = new Set(loop);
    const isSearch = states[loop[0]!]!.part < 0;
    const isUnsure = !loop.some((state) => sure[state]);
    const sureOnes = all.filter((later) => partOf(later) !== part && later.some((state) => sure[state]));
    for (const later of [...unsure, ...sureOnes]) {
      if (!reached.has(later[0]!) || (isUnsure && within.has(later[0]!))) continue;
      const growth = findGrowth(states, loop, later, mayPass, spend);
      if (growth === undefined || (isSearch && isShort(growth))) continue;
      return toDefect(isSearch ? { ...growth, kind: 'search' } : growth);
    }
  }
  return hasManyWays(states, sure, letters);
}

/** The bound is quick and coarse; where it doesn't settle it, a text is looked for. */
function hasManyWays(states: readonly State[], sure: readonly boolean[], letters: Letters): Defect | undefined {
  if (hasFewWays(states, sure, letters, mostWays, createBound(mostWorkOnBound))) return undefined;
  const many = findManyWays(states, sure, letters, mostWays, createBound(mostWorkOnWays));
  if (many === undefined) return undefined;
  return { kind: 'ways', repeat: undefined, other: undefined, lead: '', reads: many.map(letters.pick).join('') };
}

/**
 * Reports whether a repeat that is begun again while it reads has a bound that makes it cost little for each character:
 * what begins it is several characters long.
 */
function isShort({ repeat, reads }: Ambiguity): boolean {
  if (repeat === undefined || !isOfCharacters(repeat.element)) return false;
  const period = periodOf(reads);
  return period >= leastPeriod && repeat.max <= mostForEach * period;
}

function isOfCharacters(element: AST.Element): boolean {
  if (isCharacterElement(element)) return true;
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false;
  return element.alternatives.every(({ elements }) => elements.every(isCharacterElement));
}

/** Returns the least number of characters of which `reads` can be a repetition. */
function periodOf(reads: readonly Mask[]): number {
  for (let period = 1; period < reads.length; period++) {
    const common = reads.slice(0, period);
    reads.forEach((mask, index) => {
      common[index % period] = common[index % period]! & mask;
    });
    if (common.every((mask) => mask !== 0n)) return period;
  }
  return reads.length;
}

function reachableFrom(
  states: readonly State[],
  from: Loop,
  mayPass: (state: number) => boolean,
  spend: Spend,
): ReadonlySet<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const { to } of states[state]!.steps) {
      spend();
      if (reached.has(to) || !mayPass(to)) continue;
      reached.add(to);
      open.push(to);
    }
  }
  return reached;
}

function charactersOf(alternatives: readonly AST.Alternative[], spend: Spend): CharacterElement[] {
  const found: CharacterElement[] = [];
  const visit = (element: AST.Element, depth: number): void => {
    spend();
    if (depth > deepest) throw new TooComplex();
    if (isCharacterElement(element)) found.push(element);
    else if (element.type === 'Quantifier') visit(element.element, depth + 1);
    else if ('alternatives' in element) {
      if (element.type === 'Group' && element.modifiers !== null) throw new TooComplex();
      for (const { elements } of element.alternatives) for (const each of elements) visit(each, depth + 1);
    }
  };
  for (const { elements } of alternatives) for (const each of elements) visit(each, 0);
  return found;
}
