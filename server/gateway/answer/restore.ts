/**
 * Puts values back where placeholders stand in a text that comes in pieces.
 *
 * Holds back only what may be the beginning of a placeholder.
 */

import type { Held, Placeholders } from '../placeholders';
import { isInLink, linkReach } from './link';

/** Takes a text piece by piece; gives out what is settled, at the end all of it. */
export interface Restorer {
  push(piece: string, isLast: boolean): string;
}

/** Returns what stands for a value behind some text, `undefined` where the placeholder stays. */
export type Write = (held: Held, before: string) => string | undefined;

/** In words that are shown: not inside links. */
export const intoText: Write = ({ value }, before) => (isInLink(before) ? undefined : value);

/** In the JSON text of a tool call. */
export const intoJson: Write = ({ value }) => JSON.stringify(value).slice(1, -1);

/** In a tool's plain input. */
export const asItIs: Write = ({ value }) => value;

/** Returns a restorer over one run of text. */
export function createRestorer(placeholders: Placeholders, write: Write): Restorer {
  const known = [...placeholders.keys()];
  const start = commonStart(known);
  /** The longest first. */
  const lengths = [...new Set(known.map(({ length }) => length))].sort((a, b) => b - a);
  let held = '';
  let before = '';

  function placeholderAt(text: string, at: number): string | undefined {
    for (const length of lengths) {
      const candidate = text.slice(at, at + length);
      if (placeholders.has(candidate)) return candidate;
    }
    return undefined;
  }

  /** Returns where what has to be held back begins. */
  function settledUntil(text: string, from: number): number {
    const first = Math.max(from, text.length - (lengths[0] ?? 0) + 1);
    for (let at = first; at < text.length; at++) {
      if (text[at] !== start[0]) continue;
      const rest = text.slice(at);
      if (!start.startsWith(rest) && !rest.startsWith(start)) continue;
      if (known.some((placeholder) => placeholder.length > rest.length && placeholder.startsWith(rest))) return at;
    }
    return text.length;
  }

  return {
    push(piece, isLast) {
      const text = held + piece;
      let out = '';
      let done = 0;
      for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
        const placeholder = placeholderAt(text, at);
        if (placeholder === undefined) continue;
        const seen = (before + text.slice(0, at)).slice(-linkReach);
        const value = write(placeholders.get(placeholder)!, seen);
        out += text.slice(done, at) + (value ?? placeholder);
        done = at + placeholder.length;
        at = done - 1;
      }
      const until = isLast ? text.length : settledUntil(text, done);
      held = text.slice(until);
      before = (before + text.slice(0, until)).slice(-linkReach);
      return out + text.slice(done, until);
    },
  };
}

/** Returns a text that is whole with its values put back. */
export function restoreText(placeholders: Placeholders, text: string, write: Write): string {
  return placeholders.size === 0 ? text : createRestorer(placeholders, write).push(text, true);
}

function commonStart([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
