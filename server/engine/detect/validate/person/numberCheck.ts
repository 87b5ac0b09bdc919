/**
 * Turns a check of the package stdnum into one of ours: never throws, and refuses numbers nobody would be given.
 *
 * Knows nothing of countries. The package compares dates of birth with today, so a number of tomorrow's child is refused.
 */

import type { Validator } from '../../validators';

/** What a module of stdnum offers; `isIndividual` is false for numbers of companies alone. */
export type NumberCheck = (value: string) => { readonly isValid: boolean };

/** Returns the check, for values with at least three different characters that are no run such as 123456789. */
export function numberCheck(check: NumberCheck): Validator {
  return (value) => {
    if (!isVaried(value)) return false;
    try {
      // Some of the package's checks know only one way of grouping.
      return check(value).isValid || check(value.replace(/[ ./-]/g, '')).isValid;
    } catch {
      // The package means to return its errors, but parses some parts before it has looked at their form.
      return false;
    }
  };
}

/** Returns the check that one of several passes. */
export function anyCheck(...checks: readonly NumberCheck[]): Validator {
  const all = checks.map(numberCheck);
  return (value, groups) => all.some((check) => check(value, groups));
}

/** Reports whether a number has three different digits or letters and is not all digits in order. */
export function isVaried(value: string): boolean {
  const compact = value.replace(/[^0-9A-Za-z]/g, '');
  return new Set(compact).size > 2 && !'01234567890123456789'.includes(compact) && !'9876543210'.includes(compact);
}
