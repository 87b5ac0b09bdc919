/** Sets values in a JSON settings file, keeping everything else and the way it is written. Pure. */

import { SettingsError } from './tool';

/** A JSON object of any content. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

/**
 * Returns the text with the values set, each at its keys. Throws as `editJson` does.
 *
 * A new key comes first in its object, so that no other line changes.
 */
export function setInJson(
  text: string | undefined,
  values: readonly (readonly [keys: readonly string[], value: string])[],
): string {
  return editJson(text, (settings) => values.reduce((object, [keys, value]) => setAt(object, keys, value), settings));
}

/**
 * Returns the text of JSON settings after a change, indented and ended as before; `undefined` text counts as empty.
 *
 * Throws `SettingsError` where the text is no JSON object, comments included: they would be lost.
 */
export function editJson(text: string | undefined, change: (settings: JsonObject) => JsonObject): string {
  const written = text === undefined || text.trim() === '' ? '{}' : text;
  const indent = /^[\t ]+(?=")/m.exec(written)?.[0] ?? '  ';
  const json = JSON.stringify(change(parse(written)), undefined, indent);
  const isEnded = text === undefined || /\n\s*$/.test(written);
  return `${written.includes('\r\n') ? json.replaceAll('\n', '\r\n') : json}${isEnded ? '\n' : ''}`;
}

function setAt(object: JsonObject, [key, ...rest]: readonly string[], value: string): JsonObject {
  if (key === undefined) return object;
  const old = object[key];
  const fresh = rest.length === 0 ? value : setAt(isObject(old) ? old : {}, rest, value);
  return Object.hasOwn(object, key) ? { ...object, [key]: fresh } : { [key]: fresh, ...object };
}

function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isObject(value)) return value;
  } catch {
    // Told below, without what the parser quotes.
  }
  throw new SettingsError('it is not a plain JSON object; comments and trailing commas can not be kept');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
