/**
 * The literal texts of all the globs of one matcher: what of them a segment of a path has is found in one pass, and only
 * parts with such a text are asked whether they match.
 *
 * The texts only narrow down; whether a segment matches, minimatch's own test says.
 */

import type { GLOBSTAR } from 'minimatch';
import { addKeywords, buildAutomaton, type KeywordAutomaton } from './automaton';
import type { Part } from './parseGlob';

/** A segment of a path, and the keys of the literal texts it has or is, each once. */
export interface Reading {
  readonly segment: string;
  readonly keys: readonly number[];
}

/** Gives each literal text a key. Texts are taken until the first segment is read. */
export interface Lexicon {
  /** Returns the key of a text that every segment which `part` matches has or is; `anySegment` where there is none. */
  readonly keyOf: (part: Exclude<Part, typeof GLOBSTAR>) => number;
  readonly read: (segment: string) => Reading;
}

export const anySegment = 0;

export function createLexicon(): Lexicon {
  const whole = new Map<string, number>();
  const within = new Map<string, number>();
  let next = anySegment + 1;
  const keyIn = (texts: Map<string, number>, text: string): number => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, next);
    return next++;
  };
  let automaton: KeywordAutomaton | undefined;
  return {
    keyOf(part) {
      const literal = typeof part === 'string' ? { all: true, text: part.toLowerCase() } : literalOf(part);
      if (literal.all) return keyIn(whole, literal.text);
      return literal.text === '' ? anySegment : keyIn(within, literal.text);
    },
    read(segment) {
      automaton ??= createAutomaton(within, next);
      const lower = segment.toLowerCase();
      const keys = [anySegment];
      const itself = whole.get(lower);
      if (itself !== undefined) keys.push(itself);
      addKeywords(automaton, lower, keys);
      return { segment, keys };
    },
  };
}

function createAutomaton(keys: ReadonlyMap<string, number>, count: number): KeywordAutomaton {
  const words: string[] = Array.from({ length: count }, () => '');
  for (const [text, key] of keys) words[key] = text;
  return buildAutomaton(words);
}

/**
 * Returns a text that every segment which a glob's expression matches has somewhere, in lower case; `all` where the glob
 * has nothing else.
 *
 * Only ASCII characters that never have a meaning in globs count. With `iu` even they equal characters that lower case
 * keeps apart, and minimatch makes an alternative of an escaped `|`.
 */
function literalOf({ _glob: glob = '', flags }: Exclude<Part, string | typeof GLOBSTAR>): {
  readonly all: boolean;
  readonly text: string;
} {
  if (glob === '' || flags.includes('u') || glob.includes('\\')) return { all: false, text: '' };
  const lower = glob.toLowerCase();
  const simple = lower.split(/[@+!?*]?\(|\[/, 1)[0] ?? '';
  const runs = simple.match(/[\w .~-]+/g) ?? [];
  const text = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
  return { all: text === lower, text };
}

/** Returns the code of the character that all segments end with which `part` matches, or -1 where they needn't end alike. */
export function lastOf(part: Exclude<Part, typeof GLOBSTAR>): number {
  const text = typeof part === 'string' ? part : part.flags === '' ? (part._glob ?? '') : '';
  return /[\w.~-]$/.test(text) ? text.charCodeAt(text.length - 1) : -1;
}
