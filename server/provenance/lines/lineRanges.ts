/** Sets of line numbers as git-ai's standard writes them: `1-4,9,12-14`. Pure. */

/** Returns the form of 1-based numbers in ascending order. */
export function formatRanges(numbers: readonly number[]): string {
  return toRanges(numbers)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(',');
}

/** Returns the numbers, ascending and without repeats; `undefined` where malformed or more than `limit`. */
export function parseRanges(text: string, limit: number): number[] | undefined {
  const numbers: number[] = [];
  for (const part of text.split(',')) {
    const [, from, to = from] = /^([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    const previous = numbers.at(-1) ?? 0;
    if (from === undefined || last < first || first <= previous || numbers.length + last - first + 1 > limit) {
      return undefined;
    }
    for (let number = first; number <= last; number++) numbers.push(number);
  }
  return numbers;
}

/** Returns runs of consecutive numbers, first and last. */
export function toRanges(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === number - 1) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
