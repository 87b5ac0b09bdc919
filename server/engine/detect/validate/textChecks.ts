/** The checks of markings and of characters that deceive. */

import type { Validator } from '../validators';
import { markingChecks } from './marking';
import { unicodeChecks } from './unicode';

export const textChecks: Readonly<Record<string, Validator>> = { ...markingChecks, ...unicodeChecks };
