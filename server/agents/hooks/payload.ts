/** Reads what hosts send: JSON from a program that may be broken or lied to. Pure, and never throws. */

export interface JsonObject {
  readonly [key: string]: unknown;
}

/** Returns the object, or why there is none; the reason holds nothing of the text. */
export function parsePayload(text: string): JsonObject | string {
  if (text.trim() === '') return 'stdin is empty';
  for (const candidate of [text, escapeControls(text)]) {
    try {
      const value: unknown = JSON.parse(candidate.replace(/^\uFEFF/, ''));
      return isObject(value) ? value : 'stdin is not a JSON object';
    } catch {
      // Some hosts leave control characters in strings as they are.
    }
  }
  return 'stdin is not JSON';
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the first of the fields that is a text. */
export function textOf(object: JsonObject, ...fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const value = object[field];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Returns all texts in a value, keys among them. */
export function allTexts(value: unknown): readonly string[] {
  const found: string[] = [];
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') found.push(next);
    else if (Array.isArray(next)) waiting.push(...next);
    else if (isObject(next)) waiting.push(...Object.keys(next), ...Object.values(next));
  }
  return found.reverse();
}

/** Returns the value with each of its texts changed. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

function escapeControls(text: string): string {
  let isString = false;
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (isString && character === '\\') {
      result += character + (text[++i] ?? '');
      continue;
    }
    if (character === '"') isString = !isString;
    const code = character.charCodeAt(0);
    result += isString && code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character;
  }
  return result;
}
