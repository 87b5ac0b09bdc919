/**
 * Text changes as plain data, and what they do to a text: the gate's arithmetic, free of any editor.
 *
 * Offsets are UTF-16 code units of the text before the change; the changes of one batch don't overlap.
 */

/** `removed` code units at `offset` become `text`. */
export interface Change {
  readonly offset: number;
  readonly removed: number;
  readonly text: string;
}

/** Returns the text after a batch of changes. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  let result = text;
  for (const change of lastFirst(changes)) {
    result = result.slice(0, change.offset) + change.text + result.slice(change.offset + change.removed);
  }
  return result;
}

/** Returns a batch's changes from the last offset to the first, so that applying one leaves the others' offsets alone. */
export function lastFirst(changes: readonly Change[]): Change[] {
  return [...changes].sort((a, b) => b.offset - a.offset);
}

/** Returns the change without what it leaves as it was at its start and end. */
export function trimChange(change: Change, removedText: string): Change {
  const { text } = change;
  const shorter = Math.min(text.length, removedText.length);
  let prefix = 0;
  while (prefix < shorter && text[prefix] === removedText[prefix]) prefix++;
  if (splitsSurrogates(text, prefix)) prefix--;
  let suffix = 0;
  while (suffix < shorter - prefix && text[text.length - 1 - suffix] === removedText[removedText.length - 1 - suffix])
    suffix++;
  if (splitsSurrogates(text, text.length - suffix)) suffix--;
  return {
    offset: change.offset + prefix,
    removed: change.removed - prefix - suffix,
    text: text.slice(prefix, text.length - suffix),
  };
}

/** Returns the one change that turns `from` into `to`; it changes nothing where they are equal. */
export function differenceOf(from: string, to: string): Change {
  return trimChange({ offset: 0, removed: from.length, text: to }, from);
}

function splitsSurrogates(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return false;
  const before = text.charCodeAt(index - 1);
  return before >= 0xd800 && before <= 0xdbff;
}
