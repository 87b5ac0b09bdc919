/** Which collections of a policy always take a line for each of their items; all others take one line where they fit. */

/** Places whose mapping or list is never written on one line. */
const tall = new Set([
  '',
  'metadata',
  'classify',
  'classify/rules',
  'classify/rules/*',
  'detectors',
  'detectors/*',
  'detectors/*/examples',
  'detectors/*/examples/match',
  'detectors/*/examples/ignore',
  'models',
  'models/*',
  'flow',
  'insertions',
  'gateway',
  'gateway/upstreams',
  'settings',
  'exceptions',
  'exceptions/*',
  'tests',
  'tests/*',
]);

/** Keys at the top that stand together, without a blank line between them. */
const head = new Set(['apiVersion', 'metadata', 'mode', 'levels']);

/** Reports whether the collection at a place takes a line for each item, however short it is. */
export function isTall(path: readonly string[]): boolean {
  return tall.has(path.join('/'));
}

/** Reports whether a blank line stands before a key at the top. */
export function isSectionStart(key: string): boolean {
  return !head.has(key);
}
