/**
 * A limit to the work of vetting one expression, whatever it is.
 */

/** Thrown inside of vetting only, where an expression is too complex to be checked. */
export class TooComplex extends Error {}

/** Counts work; throws TooComplex where there was too much. */
export type Spend = (work?: number) => void;

export function createSpend(limit: number): Spend {
  let left = limit;
  return (work = 1) => {
    left -= work;
    if (left < 0) throw new TooComplex();
  };
}

/** Counts work; returns false from where on there was too much. */
export function createBound(limit: number): (work: number) => boolean {
  let left = limit;
  return (work) => {
    left -= work;
    return left >= 0;
  };
}
