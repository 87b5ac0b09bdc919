/** Looks into headers, whose names differ in case. */

import type { Headers } from './types';

/** Returns a header's value, `undefined` where there is none. */
export function headerOf(headers: Headers, name: string): string | undefined {
  for (const [own, value] of headers) if (isNamed(own, name)) return value;
  return undefined;
}

/** Returns the headers without some. */
export function withoutHeaders(headers: Headers, ...names: readonly string[]): Headers {
  return headers.filter(([own]) => !names.some((name) => isNamed(own, name)));
}

function isNamed(header: string, name: string): boolean {
  return header.length === name.length && header.toLowerCase() === name;
}
