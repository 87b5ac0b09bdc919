/**
 * Parses globs with minimatch, whose word on what a glob means is final: `dot: true`, no leading `!`, `/` as separator.
 *
 * A segment that many globs share is parsed once, and one of many stars is tested in linear time.
 */

import { Minimatch, type ParseReturn, type ParseReturnFiltered } from 'minimatch';
import { createWildcardTest } from './wildcards';

/** A segment as minimatch parsed it: a text, an expression or `GLOBSTAR`. */
export type Part = ParseReturnFiltered;

const maxGlobs = 20_000;
const maxRememberedAlternatives = 16;
const globs = { sensitive: new Map<string, Minimatch>(), insensitive: new Map<string, Minimatch>() };

/** Returns the parsed glob, or `undefined` where it is none. Never throws. */
export function parseGlob(glob: string, nocase: boolean): Minimatch | undefined {
  // Policies are reloaded more often than their globs change.
  const known = nocase ? globs.insensitive : globs.sensitive;
  const before = known.get(glob);
  if (before !== undefined) return before;
  try {
    const fresh = new SharingMinimatch(glob, { dot: true, nonegate: true, nocase, platform: 'linux' });
    if (known.size >= maxGlobs) known.clear();
    if (fresh.set.length <= maxRememberedAlternatives) known.set(glob, fresh);
    return fresh;
  } catch {
    return undefined;
  }
}

/** Reports whether a segment has nothing but literal characters, `*` and `?`. */
export function hasOnlyWildcards(segment: string): boolean {
  return !/[[(\\]/.test(segment);
}

const maxSegments = 20_000;
const parsed = { sensitive: new Map<string, ParseReturn>(), insensitive: new Map<string, ParseReturn>() };

class SharingMinimatch extends Minimatch {
  override parse(segment: string): ParseReturn {
    const known = this.nocase ? parsed.insensitive : parsed.sensitive;
    const before = known.get(segment);
    if (before !== undefined) return before;
    const part = super.parse(segment);
    if (
      part instanceof RegExp &&
      hasOnlyWildcards(segment) &&
      (!this.nocase || (segment.match(/\*+/g) ?? []).length > 2)
    ) {
      Reflect.defineProperty(part, 'test', { value: createWildcardTest(segment, this.nocase) });
    }
    if (known.size >= maxSegments) known.clear();
    known.set(segment, part);
    return part;
  }
}
