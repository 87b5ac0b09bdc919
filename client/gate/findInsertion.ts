/**
 * Which of the changes seen during an accept is the insertion, where the editor doesn't say so itself.
 */

import type { Change } from './changes';

/** One change event of a document. `source` is the editor's own word, for example `inlineCompletionAccept`. */
export interface SeenChange {
  readonly changes: readonly Change[];
  readonly source?: string;
}

const acceptSources = ['inlineCompletionAccept', 'inlineCompletionPartialAccept'];

/** Reports whether the editor itself calls this an accepted inline completion; `undefined` where it says nothing. */
export function isAccept(seen: SeenChange): boolean | undefined {
  return seen.source === undefined ? undefined : acceptSources.includes(seen.source);
}

/**
 * Returns the indices of the insertion among the changes between handing an accept over and its reply.
 *
 * Where the editor names an accept, that one and what follows it are the insertion: a snippet's body comes as a second
 * change. Else it is whatever doesn't look like a key press; of key presses alone the last, as the accept is the last
 * thing the editor did before it replied.
 */
export function findInsertion(seen: readonly SeenChange[]): number[] {
  const indices = [...seen.keys()].filter((index) => seen[index]!.source !== 'cursor');
  const named = indices.find((index) => isAccept(seen[index]!) === true);
  if (named !== undefined) return indices.filter((index) => index >= named);
  const others = indices.filter((index) => !looksTyped(seen[index]!));
  return others.length > 0 ? others : indices.slice(-1);
}

/** A key press: one character, or a bracket with its closing one, at each cursor. */
function looksTyped({ changes }: SeenChange): boolean {
  return changes.every(
    ({ text, removed }) => removed <= 1 && (text.length <= 1 || (text.length === 2 && removed === 0)),
  );
}
