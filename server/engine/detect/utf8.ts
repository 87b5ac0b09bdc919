/** Where bytes of UTF-8 stand in the text they encode. */

/** Returns how many code units a byte stands for: a character of up to 3 bytes is one, one of 4 is two. */
export function unitsOf(byte: number): number {
  if (byte < 128) return 1;
  return byte < 192 ? 0 : byte < 240 ? 1 : 2;
}
