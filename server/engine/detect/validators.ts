/**
 * The structural checks a detector can name in `validate`: a table from name to function.
 *
 * A check is pure, takes the value and the expression's named groups, and says whether the value is what the detector
 * means. Adding one is one function and one line in its table.
 */

import { keyChecks } from './validate/keyChecks';
import { personChecks } from './validate/personChecks';
import { textChecks } from './validate/textChecks';
import { tokenChecks } from './validate/tokenChecks';

export type Validator = (value: string, groups: Readonly<Record<string, string | undefined>>) => boolean;

export const validators: Readonly<Record<string, Validator>> = {
  ...tokenChecks,
  ...keyChecks,
  ...personChecks,
  ...textChecks,
};
