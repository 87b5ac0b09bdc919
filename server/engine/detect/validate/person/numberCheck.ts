/**
 * Turns a check of the package stdnum into one of ours: never throws, and refuses numbers nobody would be given.
 *
 * Knows nothing of countries. The package compares dates of birth with today, so a number of tomorrow's child is refused.
 */

import type { Validator } from '../../validators';

/** A module of stdnum. Its `isIndividual` is not looked at: it is false for numbers of companies alone. */
export interface NumberModule {
  readonly validate: (value: string) => { readonly isValid: boolean };
}

/**
 * Returns the check, for values with at least three different characters that are no run such as 123456789.
 *
 * The module is loaded at the first such value: start-up should not pay for a hundred countries.
 */
export function numberCheck(load: () => NumberModule): Validator {
  let loaded: NumberModule | undefined;
  return (value) => {
    if (!isVaried(value)) return false;
    loaded ??= load();
    const { validate } = loaded;
    // Some of the package's checks know only one way of grouping.
    const compact = value.replace(/[ ./-]/g, '');
    // The package makes an error for every number it refuses; where that happened is most of what it costs.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return validate(value).isValid || (compact !== value && validate(compact).isValid);
    } catch {
      // The package means to return its errors, but parses some parts before it has looked at their form.
      return false;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

/** Reports whether a number has three different digits or letters and is not all digits in order. */
export function isVaried(value: string): boolean {
  const compact = value.replace(/[^0-9A-Za-z]/g, '');
  return new Set(compact).size > 2 && !'01234567890123456789'.includes(compact) && !'9876543210'.includes(compact);
}
