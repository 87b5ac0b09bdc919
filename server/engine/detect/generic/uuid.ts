/**
 * Finds UUIDs, which give access wherever they are tokens, session or tenant ids that nobody was to guess.
 *
 * Called at a dash with a digit behind it, of which nearly every UUID has one; leaves those that are known to be public.
 */

import type { Evidence, Extractor, KeywordPlace } from '../extractors';
import { isDigitCode, isLetterCode } from './characters';

const length = 36;
const dashes = [8, 13, 18, 23];
const leastDistinct = 8;
const leastDigits = 6;

/** Ids of something with a secret, of COM classes, of projects: public by design. */
const publicId =
  /(?:client|credentials?|secrets?|keys?|access|app(?:lication)?|option|tenant|subscription|principal)[-_]?ids?["']?\s*[:=>]\s*["']?$|clsid[:"'=\s]+$|guid[-_]?partition/i;
const projectFile =
  /\.(?:sln|[a-z]{2,3}proj|pbxproj|nuspec|wxs|idl|inf|uplugin|meta|asmdef|resx)$|(?:^|\/)AssemblyInfo\.\w+$/i;

export const uuidExtractor: Extractor = {
  extract(place, found) {
    const at = beginOf(place);
    if (at >= 0 && !isPublic(place, at)) found(at, length, 'low');
  },
  explain(place, offset): readonly Evidence[] {
    if (beginOf(place) !== offset) return [];
    const isKnown = isPublic(place, offset);
    return [isKnown ? { what: 'a public id by its name or file', weight: -1 } : { what: 'a random UUID', weight: 1 }];
  },
};

/** Returns where the UUID around the keyword begins, -1 for none. */
function beginOf({ text, start, from, to }: KeywordPlace): number {
  if (start - 5 < from && start + 5 >= to) return -1;
  if (text.charCodeAt(start + 5) !== 45 && text.charCodeAt(start - 5) !== 45) return -1;
  for (const dash of dashes) {
    const at = start - dash;
    const inside = (at > from || at === 0) && (at + length < to || at + length === text.length);
    if (inside && isUuidAt(text, at)) return at;
  }
  return -1;
}

function isUuidAt(text: string, at: number): boolean {
  if (isWordCode(text.charCodeAt(at - 1)) || isWordCode(text.charCodeAt(at + length))) return false;
  let digits = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(at + i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== 45) return false;
    } else if (isDigitCode(code)) digits++;
    else if (!isLetterCode(code)) return false;
  }
  return digits >= leastDigits && new Set(text.slice(at, at + length)).size > leastDistinct;
}

/** Letters, digits, underscore and dash go on with a name or an id. */
function isWordCode(code: number): boolean {
  return isLetterCode(code) || isDigitCode(code) || code === 45 || code === 95;
}

function isPublic({ text, from, path }: KeywordPlace, at: number): boolean {
  if (path !== undefined && projectFile.test(path)) return true;
  return publicId.test(text.slice(Math.max(from, at - 40), at));
}
