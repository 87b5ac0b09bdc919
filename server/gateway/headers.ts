/** Looks into headers, whose names differ in case. */

import { isNamed } from '../host/gateway/headers';
import type { Headers } from './types';

/** Returns the headers without some. */
export function withoutHeaders(headers: Headers, ...names: readonly string[]): Headers {
  return headers.filter(([own]) => !names.some((name) => isNamed(own, name)));
}
