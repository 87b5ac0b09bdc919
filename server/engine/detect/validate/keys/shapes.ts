/**
 * Cheap signs that a token was drawn and not written: letters and digits mixed.
 *
 * Knows nothing of who issues a token.
 */

/** Reports whether both a letter and a digit stand in the value; long drawn tokens hardly ever lack either. */
export function hasLettersAndDigits(value: string): boolean {
  return /[A-Za-z]/.test(value) && /\d/.test(value);
}

/** Reports whether the value is not the name before it once more (group `user`), as in what containers come with. */
export function differsFromUser(value: string, groups: Readonly<Record<string, string | undefined>>): boolean {
  return value !== groups['user'];
}
