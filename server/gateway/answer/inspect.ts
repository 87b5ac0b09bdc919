/**
 * Looks at what a model writes before a client gets it, by the policy's insertion rules.
 *
 * A text that comes in pieces is held back by a word at most: what is given out was looked at with its line so far, so
 * that a value that is one word never gets out. At its end it is looked at once more as a whole.
 */

import type { CompiledPolicy } from '../../engine/policy/compiled';

/** Looks at a text; throws `HeldBack` where it must not be given out. */
export type Inspect = (text: string) => void;

/** An answer must not be given out; the message says why. */
export class HeldBack extends Error {}

/** Shorter words are looked at with the rest of their line. */
const longWord = 12;
const longestWord = 4096;
/** Code units before a word that are looked at with it. */
const lineReach = 512;
const mostKept = 64 * 1024;

/** Reports whether some rule speaks about answers that go to no particular file. */
export function hasInsertionRules({ layers, placeAnswer }: CompiledPolicy): boolean {
  const levels = new Set(placeAnswer({}).atoms.map(({ label }) => label.level));
  return layers.some(({ insertions }) =>
    insertions.some(
      ({ rule }) =>
        rule.effect !== 'allow' && (rule.levels === undefined || rule.levels.some((level) => levels.has(level))),
    ),
  );
}

/** One run of text under inspection, in code units. */
export interface Inspector {
  /** Takes the next piece; throws `HeldBack`. */
  push(piece: string, isLast: boolean): void;
  /** How much came. */
  readonly length: number;
  /** How much of it may be given out. */
  readonly cleared: number;
}

/** Returns what looks at one run of text. */
export function createInspector(inspect: Inspect): Inspector {
  /** The end of what was cleared, for the last look. */
  let kept = '';
  let line = '';
  let word = '';
  let length = 0;
  return {
    get length() {
      return length;
    },
    get cleared() {
      return length - word.length;
    },
    push(piece, isLast) {
      const text = word + piece;
      const until = isLast ? text.length : lastBreak(text);
      const clearing = text.slice(0, until);
      line += clearing;
      if (isLast || isWorthALook(clearing)) inspect(line);
      // A text of one line was looked at whole just now.
      if (isLast && kept.length + clearing.length > line.length) inspect(kept + clearing);
      line = line.slice(Math.max(line.lastIndexOf('\n') + 1, line.length - lineReach));
      kept = (kept + clearing).slice(-mostKept);
      length += piece.length;
      word = text.slice(until);
    },
  };
}

/** Returns the offset behind the last space, or that of the end where the word is longer than any value. */
function lastBreak(text: string): number {
  for (let at = text.length; at > 0; at--) if (text.charCodeAt(at - 1) <= 0x20) return at;
  return text.length > longestWord ? text.length : 0;
}

function isWorthALook(text: string): boolean {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    length = code <= 0x20 ? 0 : length + 1;
    if (code === 0x0a || length >= longWord) return true;
  }
  return false;
}
