/** The checks of key material: what is written in a format of its own. */

import type { Validator } from '../validators';
import { isPrivateKeyBody } from './structure';

export const keyChecks: Readonly<Record<string, Validator>> = {
  'private-key-body': isPrivateKeyBody,
};
