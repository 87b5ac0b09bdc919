/**
 * How evenly a text's characters are spread: the cheapest sign that a value was generated rather than written.
 */

/** Returns the Shannon entropy of `text` in bits a code unit, 0 for the empty text. */
export function shannonEntropy(text: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
