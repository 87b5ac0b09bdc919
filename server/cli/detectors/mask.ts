/** How a found value is shown: enough to recognise it by, never enough to use it. */

const shortest = 12;

/** Returns a value's first and last characters around its length; of short values the length alone. */
export function mask(value: string): string {
  const characters = [...value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')];
  const { length } = characters;
  if (length < shortest) return `<${length} characters>`;
  const shown = length < 20 ? [2, 0] : [3, 2];
  const [first = 0, last = 0] = shown;
  return `${characters.slice(0, first).join('')}…<${length}>…${last === 0 ? '' : characters.slice(-last).join('')}`;
}
