/** Tells code that stands where nobody looks, behind a line break that is not shown or many spaces, from data. */

type Groups = Readonly<Record<string, string | undefined>>;

const comment = /(?:^|[\s;{})])(?:\/\/|#|--)/;

/** Reports whether a line's comment ends at the break, though most programs show it going on, and something follows. */
export function isHiddenLineBreak(_value: string, groups: Groups): boolean {
  const before = groups['before'] ?? '';
  const start = comment.exec(before);
  if (start === null || !/^\s*[\w$.(}\]*/]/.test(groups['after'] ?? '')) return false;
  return before.slice(0, start.index).split('"').length % 2 === 1;
}

/**
 * Reports whether code follows a run of spaces, not the next cell of a table, a comment in its column or nothing; a run
 * longer than what is seen of the line hides whatever follows.
 */
export function isCodeOffScreen(_value: string, groups: Groups): boolean {
  const after = groups['after'] ?? '';
  const rest = after.trimStart();
  if (rest === '') return after.length >= 300;
  return /^[A-Za-z_$!(][^|]{0,120}\(/.test(rest);
}
