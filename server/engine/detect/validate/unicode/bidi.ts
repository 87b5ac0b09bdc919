/**
 * Tells bidirectional controls that show a line in another order than it is read from those that right-to-left text is
 * set with, after UAX 9 sections 2 and 3.3.2 and UTS 55 on source code.
 *
 * Sees one line, as the algorithm does: every control ends with its paragraph.
 */

type Groups = Readonly<Record<string, string | undefined>>;

interface Opened {
  readonly control: string;
  readonly at: number;
}

const embeddings = '\u202a\u202b\u202d\u202e';
const overrides = '\u202d\u202e';
const isolates = '\u2066\u2067\u2068';
const rightToLeft = '\u202b\u2067';
/** Blocks whose letters are strong from right to left (DerivedBidiClass.txt). */
const strongRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const strongLeft = /[A-Za-z]/;
/** What ends a comment or a string, or begins one: text that is set apart by direction must not reach over it. */
const boundary = /\/\*|\*\/|(?<!:)\/\/|"""|'''|-->|<!--|["'`][ \t]*[;,)+]/;

/**
 * Reports whether one of the controls in `value` deceives: it overrides, stays open at the end of its line, closes
 * nothing, turns around text without a right-to-left letter, or reaches over the bounds of a string or comment.
 */
export function isDeceptiveBidi(value: string, groups: Groups): boolean {
  const before = groups['before'] ?? '';
  const from = before.length;
  const to = from + value.length;
  return deceptiveControls(before + value + (groups['after'] ?? '')).some((at) => at >= from && at < to);
}

/** Returns the places of all controls of a line that deceive. */
export function deceptiveControls(line: string): readonly number[] {
  const open: Opened[] = [];
  const deceptive: number[] = [];
  for (let at = 0; at < line.length; at++) {
    const control = line[at]!;
    if (overrides.includes(control)) deceptive.push(at);
    if (embeddings.includes(control) || isolates.includes(control)) {
      open.push({ control, at });
    } else if (control === '\u202c' || control === '\u2069') {
      const kind = control === '\u202c' ? embeddings : isolates;
      const last = open.at(-1);
      if (last === undefined || !kind.includes(last.control)) {
        // A stray end changes nothing that is seen; right-to-left text is full of them.
        if (!strongRight.test(line)) deceptive.push(at);
      } else {
        open.pop();
        if (isDeceptivePair(last.control, line.slice(last.at + 1, at))) deceptive.push(last.at, at);
      }
    }
  }
  for (const { at } of open) deceptive.push(at);
  return deceptive;
}

function isDeceptivePair(control: string, inside: string): boolean {
  if (boundary.test(inside)) return true;
  return rightToLeft.includes(control) && strongLeft.test(inside) && !strongRight.test(inside);
}
