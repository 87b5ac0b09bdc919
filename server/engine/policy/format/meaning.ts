/** Whether two texts say the same: the same value, the same comments. The order of keys and comments is not looked at. */

import { CST, Lexer } from 'yaml';
import type { PolicyDocument } from '../document';

/** What a text says, apart from its layout. */
export interface Meaning {
  readonly value: unknown;
  readonly comments: readonly string[];
}

/** Returns what a document says. */
export function meaningOf({ value, text }: PolicyDocument): Meaning {
  return { value, comments: listComments(text) };
}

/** Reports whether both have the same value, and the same comments, each as often. */
export function isSameMeaning(a: Meaning, b: Meaning): boolean {
  return isSameValue(a.value, b.value) && a.comments.join('\n') === b.comments.join('\n');
}

/** Returns a text's comments, sorted, without white space at their ends; those that say nothing are left out. */
export function listComments(text: string): readonly string[] {
  const comments: string[] = [];
  let previous: string = '';
  for (const lexeme of new Lexer().lex(text)) {
    // What follows this mark is a scalar's text, whatever it looks like.
    if (lexeme.startsWith('#') && previous !== CST.SCALAR) comments.push(lexeme.trimEnd());
    previous = lexeme;
  }
  return comments.filter((comment) => comment !== '#').sort();
}

/** Reports whether two parsed values are equal, mappings without regard to the order of their keys. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameValue((a as Fields)[key], (b as Fields)[key]))
  );
}

type Fields = Readonly<Record<string, unknown>>;
