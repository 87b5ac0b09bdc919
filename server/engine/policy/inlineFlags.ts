/**
 * Flags at the beginning of a regular expression, `(?i)`, as other languages write them and JavaScript does not.
 */

export interface InlineFlags {
  /** Those of them that a detector's `flags` may have, each once. */
  readonly flags: string;
  /** As they were written. */
  readonly group: string;
  /** The expression without them. */
  readonly rest: string;
}

/** Returns the flags that an expression begins with, or `undefined` where it has none that a detector may have. */
export function readInlineFlags(pattern: string): InlineFlags | undefined {
  const [group, written] = /^\(\?([imsu]{1,8})\)/.exec(pattern) ?? [];
  if (group === undefined || written === undefined) return undefined;
  return { flags: [...new Set(written)].join(''), group, rest: pattern.slice(group.length) };
}
