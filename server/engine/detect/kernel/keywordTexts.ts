/** The bytes of keywords as the kernel sees them: folded, four of them at a time. */

/** Bytes that are looked up at once. */
export const gramLength = 4;

/** The keywords' bytes one behind the other, as they are and folded. */
export interface Texts {
  readonly plain: Uint8Array;
  readonly folded: Uint8Array;
  /** Where each keyword begins, and behind them where the last ends. */
  readonly starts: Uint32Array;
}

export function layTextsOut(keywords: readonly string[]): Texts {
  const starts = new Uint32Array(keywords.length + 1);
  for (let at = 0; at < keywords.length; at++) starts[at + 1] = starts[at]! + keywords[at]!.length;
  const all = keywords.join('');
  const plain = new Uint8Array(all.length);
  new TextEncoder().encodeInto(all, plain);
  // Four bytes are read at the end of the last as well.
  const folded = new Uint8Array(all.length + gramLength);
  for (let i = 0; i < plain.length; i++) folded[i] = foldedBytes[plain[i]!]!;
  return { plain, folded, starts };
}

/** Returns the byte as the kernel folds it. */
export function foldByte(byte: number): number {
  if (byte >= 0x40) return byte & 0x1f;
  return byte === 0 || (byte >= 0x30 && byte <= 0x39) ? 0x30 : Math.max(byte, 0x20);
}

const foldedBytes = Uint8Array.from({ length: 256 }, (_, byte) => foldByte(byte));

/** The first byte is the lowest. */
export function gramAt(folded: Uint8Array, at: number): number {
  return folded[at]! | (folded[at + 1]! << 8) | (folded[at + 2]! << 16) | (folded[at + 3]! << 24);
}
