/** Where a value that was found once stands again, though no detector may see it there. */

/** Shorter values stand in other words by chance. */
const shortest = 6;
/** Longer ones count within a word too. */
const longestAsWord = 16;
const word = /[\p{L}\p{N}_]/u;

/** Returns the offsets where the value stands in the text as a value. */
export function occurrencesOf(value: string, text: string): readonly number[] {
  if (value.length < shortest) return [];
  const offsets: number[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    const isInWord = word.test(text[at - 1] ?? ' ') || word.test(text[at + value.length] ?? ' ');
    if (!isInWord || value.length >= longestAsWord) offsets.push(at);
  }
  return offsets;
}
