/**
 * Compares program versions (Semantic Versioning 2.0.0, numbers only): a newer service takes over from an older one.
 */

/** Reports whether version `a` is older than version `b`; what follows `-` or `+` doesn't count. */
export function isOlderVersion(a: string, b: string): boolean {
  const left = numbersOf(a);
  const right = numbersOf(b);
  for (let index = 0; index < 3; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}
