/**
 * Which detectors globs name.
 *
 * The built-in ones are many, and policies name their families again and again: what was found among them is kept, and
 * equal globs share one set. Knows nothing of rules and layers.
 */

import { builtinDetectors } from '../detect/builtin';
import type { Detector } from '../detect/types';
import { compileGlobs } from '../glob';
import { checks } from '../inspect/checks';

/** A detector under the id that its layer wrote; findings carry `detector.id`. */
export interface KnownDetector {
  readonly detector: Detector;
  readonly writtenId: string;
}

const builtinIds = builtinDetectors.map(({ id }) => id);
const checkIds = checks.map(({ id }) => id);
const sets = new Map<string, ReadonlySet<string>>();
const numbers = new WeakMap<ReadonlySet<string>, number>();
const lists = new Map<string, readonly Detector[]>();
const maxKept = 500;
let made = 0;

/** Reports whether a built-in detector has this id. */
export function isBuiltinId(id: string): boolean {
  return idSet.has(id);
}

const idSet = new Set(builtinIds);

/** Returns the ids of the built-in detectors that globs name, and of the checks that `checkGlobs` do. */
export function builtinIdsNamed(globs: readonly string[], checkGlobs: readonly string[] = []): ReadonlySet<string> {
  const key = JSON.stringify([globs, checkGlobs]);
  const known = sets.get(key);
  if (known !== undefined) return known;
  const named = [...builtinIds.filter(compileGlobs(globs)), ...checkIds.filter(compileGlobs(checkGlobs))];
  const set = new Set(named);
  if (sets.size >= maxKept) sets.clear();
  sets.set(key, set);
  numbers.set(set, made++);
  return set;
}

/** Returns the ids named among the built-in detectors, a policy's own ones and the checks. */
export function idsNamed(
  globs: readonly string[],
  own: readonly KnownDetector[],
  checkGlobs: readonly string[] = [],
): ReadonlySet<string> {
  const builtin = builtinIdsNamed(globs, checkGlobs);
  if (own.length === 0) return builtin;
  const isNamed = compileGlobs(globs);
  const ids = own.filter(({ writtenId }) => isNamed(writtenId)).map(({ detector }) => detector.id);
  return ids.length === 0 ? builtin : new Set([...builtin, ...ids]);
}

/** Returns the detectors with an id in some set, the built-in ones first; equal questions share one list where they can. */
export function detectorsNamed(
  ids: readonly ReadonlySet<string>[],
  own: readonly KnownDetector[],
): readonly Detector[] {
  const find = (): readonly Detector[] => {
    const isNamed = ({ id }: Detector): boolean => ids.some((set) => set.has(id));
    return [...builtinDetectors, ...own.map(({ detector }) => detector)].filter(isNamed);
  };
  const shared = [...new Set(ids.map((set) => numbers.get(set)))];
  if (own.length > 0 || shared.includes(undefined)) return find();
  const key = shared.join(' ');
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list = find();
  if (lists.size >= maxKept) lists.clear();
  lists.set(key, list);
  return list;
}
