/** Moves flags at the beginning of a detector's expression to where they belong. */

import type { PathSegments } from '../document';
import { addFieldAfter, type Edit, replaceValue } from '../edits';
import { readInlineFlags } from '../inlineFlags';
import { fieldsOf, type PolicySource, valueAt } from './source';

/** Returns the change that writes `flags: i` for `(?i)`, with its title, or `undefined` where it can't be made. */
export function takeFlagsOut(
  { document, value }: PolicySource,
  pattern: PathSegments,
): { readonly title: string; readonly edits: readonly Edit[] } | undefined {
  const written = valueAt(value, pattern);
  const inline = typeof written === 'string' ? readInlineFlags(written) : undefined;
  // Flags count for the pattern alone; with others there already it is for a person to say which are meant.
  if (inline === undefined || pattern.at(-1) !== 'pattern') return undefined;
  if (Object.hasOwn(fieldsOf(valueAt(value, pattern.slice(0, -1))), 'flags')) return undefined;
  const rest = replaceValue(document, pattern, inline.rest);
  const flags = addFieldAfter(document, pattern, 'flags', inline.flags);
  if (rest === undefined || flags === undefined) return undefined;
  return { title: `Write 'flags: ${inline.flags}'`, edits: [...rest, ...flags] };
}
