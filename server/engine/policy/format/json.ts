/** Policies that are JSON stay JSON: two spaces, the schema's order of keys. */

import { orderKeys } from './keyOrder';

/** Reports whether the text is a JSON object. */
export function isJson(text: string): boolean {
  return /^\s*\{/.test(text) && parse(text) !== undefined;
}

/** Returns the JSON text in its canonical layout; it has to be JSON. */
export function formatJson(text: string): string {
  return `${JSON.stringify(sorted(parse(text), []), undefined, 2)}\n`;
}

function sorted(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, [...path, '*']));
  if (typeof value !== 'object' || value === null) return value;
  const entries = orderKeys(Object.entries(value), ([key]) => key, path);
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item, [...path, key])]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
