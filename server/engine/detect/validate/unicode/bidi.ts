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
const isolates = '\u2066\u2067\u2068';
const rightToLeft = '\u202b\u2067';
const override = /[\u202d\u202e]/;
/** What ends a comment or a string, or begins one: text that is set apart by direction must not reach over it. */
const boundary = /\/\*|\*\/|(?<!:)\/\/|"""|'''|-->|<!--|["'`][ \t]*[;,)+]/y;

/**
 * Reports whether one of the controls in `value` deceives: it overrides, stays open at the end of its line, closes
 * nothing, turns around text without a right-to-left letter, or reaches over the bounds of a string or comment.
 */
export function isDeceptiveBidi(value: string, groups: Groups): boolean {
  if (override.test(value)) return true;
  const before = groups['before'] ?? '';
  const from = before.length;
  const to = from + value.length;
  return deceptiveControls(before + value + (groups['after'] ?? '')).some((at) => at >= from && at < to);
}

/** Returns the places of all controls of a line that deceive, in no order. Reads the line once. */
export function deceptiveControls(line: string): readonly number[] {
  const open: Opened[] = [];
  const deceptive: number[] = [];
  const strays: number[] = [];
  // Where the latest of each kind stands: what a pair holds stands behind its first control.
  let left = -1;
  let right = -1;
  let bound = -1;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code < 0x80) {
      if (isAsciiLetter(code)) left = at;
      else if (canBound(code) && isBoundary(line, at)) bound = at;
    } else if (isStrongRight(code)) {
      right = at;
    } else if (isControl(code)) {
      const control = line[at]!;
      if (override.test(control)) deceptive.push(at);
      if (embeddings.includes(control) || isolates.includes(control)) {
        open.push({ control, at });
        continue;
      }
      const kind = control === '\u202c' ? embeddings : isolates;
      const last = open.at(-1);
      if (last === undefined || !kind.includes(last.control)) {
        strays.push(at);
        continue;
      }
      open.pop();
      const isTurned = rightToLeft.includes(last.control) && left > last.at && right < last.at;
      if (bound > last.at || isTurned) deceptive.push(last.at, at);
    }
  }
  // A stray end changes nothing that is seen; right-to-left text is full of them.
  if (right < 0) deceptive.push(...strays);
  for (const { at } of open) deceptive.push(at);
  return deceptive;
}

function isAsciiLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

function isControl(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/**
 * Reports whether a code unit is of a block whose letters are strong from right to left (DerivedBidiClass.txt); the last
 * four are the first halves of U+10800 to U+10FFF and U+1E800 to U+1EFFF.
 */
function isStrongRight(code: number): boolean {
  return (
    (code >= 0x590 && code <= 0x8ff) ||
    (code >= 0xfb1d && code <= 0xfdff) ||
    (code >= 0xfe70 && code <= 0xfefe) ||
    (code >= 0xd802 && code <= 0xd803) ||
    (code >= 0xd83a && code <= 0xd83b)
  );
}

function isBoundary(line: string, at: number): boolean {
  boundary.lastIndex = at;
  return boundary.test(line);
}

/** Reports whether `boundary` can begin with an ASCII character: one of `"'*-/<` and the backtick. */
function canBound(code: number): boolean {
  return code === 34 || code === 39 || code === 42 || code === 45 || code === 47 || code === 60 || code === 96;
}
