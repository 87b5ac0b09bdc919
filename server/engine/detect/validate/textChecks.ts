/** The checks of markings and of characters that deceive. */

import type { Validator } from '../validators';
import { isMixedScriptIdentifier, isSuspiciousInvisible } from './unicode';

export const textChecks: Readonly<Record<string, Validator>> = {
  'invisible-text': isSuspiciousInvisible,
  'mixed-script': isMixedScriptIdentifier,
};
