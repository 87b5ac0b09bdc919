/**
 * Text made out of other text, with the way back: which range of the outer text stands for a range of the inner one.
 *
 * Knows nothing of encodings or detectors.
 */

/** A decoded text and where it came from; offsets are in UTF-16 code units, ranges end before `to`. */
export interface Piece {
  readonly text: string;
  /** True where the outer text may not mean what was decoded, as with hex. */
  readonly guess: boolean;
  /** Returns the smallest outer range that encodes the inner one, which must not be empty. */
  outer(from: number, to: number): { readonly from: number; readonly to: number };
  /** Reports whether the inner range stands in the outer text as it is. */
  plain(from: number, to: number): boolean;
}

/** Collects a piece from left to right. */
export interface PieceBuilder {
  /** Takes over `text` from `from` to `to` as it stands there. */
  keep(from: number, to: number): void;
  /** Adds what the outer range from `from` to `to` decodes to, as one unit. */
  put(decoded: string, from: number, to: number): void;
  readonly length: number;
  build(guess?: boolean): Piece;
}

/** Returns an empty piece over `text`. */
export function buildPiece(text: string): PieceBuilder {
  const parts: string[] = [];
  /** Of each part where it starts in the piece, and its outer range. */
  const inner: number[] = [];
  const outerFrom: number[] = [];
  const outerTo: number[] = [];
  const kept: boolean[] = [];
  let length = 0;

  function add(part: string, from: number, to: number, isKept: boolean): void {
    if (part.length === 0) return;
    parts.push(part);
    inner.push(length);
    outerFrom.push(from);
    outerTo.push(to);
    kept.push(isKept);
    length += part.length;
  }

  function partAt(offset: number): number {
    let low = 0;
    let high = inner.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inner[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  return {
    keep: (from, to) => add(text.slice(from, to), from, to, true),
    put: (decoded, from, to) => add(decoded, from, to, false),
    get length() {
      return length;
    },
    build: (guess = false) => ({
      text: parts.join(''),
      guess,
      outer(from, to) {
        const first = partAt(from);
        const last = partAt(to - 1);
        return {
          from: outerFrom[first]! + (kept[first] ? from - inner[first]! : 0),
          to: kept[last] ? outerFrom[last]! + to - inner[last]! : outerTo[last]!,
        };
      },
      plain(from, to) {
        const first = partAt(from);
        const last = partAt(to - 1);
        for (let at = first; at <= last; at++) {
          if (!kept[at] || (at > first && outerFrom[at] !== outerTo[at - 1])) return false;
        }
        return true;
      },
    }),
  };
}
