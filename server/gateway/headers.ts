/** Looks into headers, whose names differ in case. */

import type { Headers } from './types';

/** Returns a header's value, `undefined` where there is none. */
export function headerOf(headers: Headers, name: string): string | undefined {
  return headers.find(([own]) => own.toLowerCase() === name)?.[1];
}

/** Returns the headers without some. */
export function withoutHeaders(headers: Headers, ...names: readonly string[]): Headers {
  return headers.filter(([name]) => !names.includes(name.toLowerCase()));
}
