/**
 * A strict JSON reader, RFC 8259, that also tells where each string and long number stands.
 *
 * One pass, made for request bodies: few long strings. What two readers could read differently is refused: a key that
 * comes twice, `__proto__`, more nesting or strings than anyone needs.
 */

import type { Json } from '../types';

/** A string (a value or a key) or a number of the source, `from` and `to` around all of it, quotes included. */
export interface JsonText {
  readonly kind: 'key' | 'string' | 'number';
  /** What it means: escapes undone. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface JsonDocument {
  readonly value: Json;
  /** In the order of the source. Numbers shorter than what could identify anyone are left out. */
  readonly texts: readonly JsonText[];
}

/** Why a source is no JSON, and the offset where that is seen. Holds nothing of the source. */
export interface JsonFault {
  readonly fault: string;
  readonly at: number;
}

export const deepest = 200;
/** Strings and keys; what has more is made to exhaust memory. */
const mostTexts = 250_000;
const shortestNumber = 8;

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const control = /[\u0000-\u001f]/;

class Fault extends Error {
  constructor(
    readonly fault: string,
    readonly at: number,
  ) {
    super(fault);
  }
}

/** Returns what the source means, or why it can't be read. Never throws. */
export function readJson(source: string): JsonDocument | JsonFault {
  const texts: JsonText[] = [];
  let at = 0;
  /** The next backslash from `at` on, found once for all strings before it. */
  let slash = source.indexOf('\\');

  function skipSpace(): number {
    const code = source.charCodeAt(at);
    if (code > 0x20) return code;
    space.lastIndex = at;
    space.test(source);
    at = space.lastIndex;
    return source.charCodeAt(at);
  }

  function readValue(depth: number): Json {
    switch (skipSpace()) {
      case 0x22: // "
        return readString('string');
      case 0x7b: // {
        return readObject(depth);
      case 0x5b: // [
        return readArray(depth);
      case 0x74: // t
        return readWord('true', true);
      case 0x66: // f
        return readWord('false', false);
      case 0x6e: // n
        return readWord('null', null);
      default:
        return readNumber();
    }
  }

  function readString(kind: 'key' | 'string'): string {
    const from = at;
    let end = source.indexOf('"', from + 1);
    if (slash >= 0 && slash < from) slash = source.indexOf('\\', from);
    const isPlain = slash < 0 || end < slash;
    while (slash >= 0 && slash < end) {
      if (slash + 1 === end) end = source.indexOf('"', end + 1);
      slash = source.indexOf('\\', slash + 2);
    }
    if (end < 0) throw new Fault('a string is not closed', from);
    at = end + 1;
    const text = isPlain ? source.slice(from + 1, end) : undoEscapes(from, at);
    if (isPlain && control.test(text)) throw new Fault('a string holds a control character', from);
    if (texts.length === mostTexts) throw new Fault(`there are more than ${mostTexts} strings`, from);
    texts.push({ kind, text, from, to: at });
    return text;
  }

  function undoEscapes(from: number, to: number): string {
    try {
      return JSON.parse(source.slice(from, to)) as string;
    } catch {
      throw new Fault('a string holds a control character or an escape that is none', from);
    }
  }

  function readObject(depth: number): Json {
    const object: Record<string, Json> = {};
    const from = enter(depth);
    if (skipSpace() === 0x7d) return leave(object);
    for (;;) {
      if (skipSpace() !== 0x22) throw new Fault('a key is missing', at);
      const keyAt = at;
      const key = readString('key');
      if (key === '__proto__') throw new Fault('the key __proto__ is refused', keyAt);
      if (Object.hasOwn(object, key)) throw new Fault('a key comes twice in one object', keyAt);
      if (skipSpace() !== 0x3a) throw new Fault('a colon is missing', at);
      at++;
      object[key] = readValue(depth + 1);
      if (!goesOn(0x7d, from)) return object;
    }
  }

  function readArray(depth: number): Json {
    const array: Json[] = [];
    const from = enter(depth);
    if (skipSpace() === 0x5d) return leave(array);
    do array.push(readValue(depth + 1));
    while (goesOn(0x5d, from));
    return array;
  }

  function enter(depth: number): number {
    if (depth >= deepest) throw new Fault(`nesting is deeper than ${deepest}`, at);
    return at++;
  }

  function leave<T>(value: T): T {
    at++;
    return value;
  }

  function goesOn(close: number, from: number): boolean {
    const code = skipSpace();
    if (Number.isNaN(code)) throw new Fault('an object or array is not closed', from);
    if (code !== close && code !== 0x2c) throw new Fault('a comma is missing', at);
    at++;
    return code !== close;
  }

  function readWord<T>(word: string, value: T): T {
    if (!source.startsWith(word, at)) throw new Fault('a value is missing', at);
    at += word.length;
    return value;
  }

  function readNumber(): number {
    const from = at;
    number.lastIndex = at;
    if (!number.test(source)) throw new Fault('a value is missing', at);
    at = number.lastIndex;
    const text = source.slice(from, at);
    if (text.length >= shortestNumber) texts.push({ kind: 'number', text, from, to: at });
    return Number(text);
  }

  try {
    const value = readValue(0);
    skipSpace();
    if (at < source.length) throw new Fault('something follows the end', at);
    return { value, texts };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault, at: error.at };
    throw error;
  }
}
