/** The lines that change between two texts, as a person reads them before they are written. Pure. */

/**
 * Returns the changed lines, `-` old and `+` new, each run under the number of its first line.
 *
 * Lines that stay are left out: settings files hold keys.
 */
export function diffLines(before: string, after: string): readonly string[] {
  const a = before === '' ? [] : before.replace(/\n$/, '').split('\n');
  const b = after === '' ? [] : after.replace(/\n$/, '').split('\n');
  const common = longestCommon(a, b);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...common, [a.length, b.length] as const]) {
    if (i < nextA || j < nextB) {
      lines.push(`@@ line ${j + 1} @@`);
      lines.push(...a.slice(i, nextA).map((line) => `-${line}`), ...b.slice(j, nextB).map((line) => `+${line}`));
    }
    [i, j] = [nextA + 1, nextB + 1];
  }
  return lines;
}

/** More lines than that are shown as exchanged as a whole. */
const mostCompared = 4_000_000;

/** Returns the places of a longest common subsequence of lines. */
function longestCommon(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  if (a.length * b.length > mostCompared) return [];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
