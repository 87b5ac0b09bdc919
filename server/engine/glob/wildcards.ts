/**
 * Tests a path segment against text with `*` and `?` in linear passes, where an expression would try every way of sharing
 * the segment out among the stars.
 *
 * Knows nothing of slashes, braces, classes and groups.
 */

/**
 * Returns a test equal to minimatch's expression for `text`, which has no class, group or escape. `nocase` compares as an
 * expression with the flag `i` and without `u` does.
 */
export function createWildcardTest(text: string, nocase: boolean): (segment: string) => boolean {
  const fold = nocase ? foldCase : (unfolded: string) => unfolded;
  const pieces = fold(text).split(/\*+/);
  if (!nocase && pieces.length > 1 && !text.includes('?')) return createLiteralTest(pieces);
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  const between = pieces.slice(1, -1);
  const shortest = pieces.reduce((sum, { length }) => sum + length, 0);
  return (segment) => {
    if (segment.length < shortest || segment === '.' || segment === '..') return false;
    const folded = fold(segment);
    const end = folded.length - last.length;
    if (!fits(folded, 0, first) || !fits(folded, end, last)) return false;
    let from = first.length;
    for (const piece of between) {
      while (from + piece.length <= end && !fits(folded, from, piece)) from++;
      from += piece.length;
      if (from > end) return false;
    }
    return true;
  };
}

function createLiteralTest(pieces: readonly string[]): (segment: string) => boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  const between = pieces.slice(1, -1);
  return (segment) => {
    if (!segment.endsWith(last) || !segment.startsWith(first) || segment === '.' || segment === '..') return false;
    const end = segment.length - last.length;
    let from = first.length;
    for (const piece of between) {
      const at = segment.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return from <= end;
  };
}

function fits(segment: string, from: number, piece: string): boolean {
  for (let i = 0; i < piece.length; i++) {
    if (piece[i] !== '?' && piece[i] !== segment[from + i]) return false;
  }
  return true;
}

/** Maps every code unit to what ECMA-262 section 22.2.2.7.3 (Canonicalize) makes of it without `u`. */
function foldCase(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    const upper = unit.toUpperCase();
    const isFolded = upper.length === 1 && (unit < '\x80' || upper >= '\x80');
    folded += isFolded ? upper : unit;
  }
  return folded;
}
