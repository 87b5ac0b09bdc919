/**
 * Says what is wrong with a glob before it is used: what is none, can't match, expands too far or could take too long.
 *
 * Globs come from anyone, so the check itself is bounded too.
 */

import { braceExpand } from 'minimatch';
import { hasOnlyWildcards, parseGlob } from './parseGlob';

const longestGlob = 1024;
const maxAlternatives = 1000;
const maxStars = 12;
const maxGroups = 8;
/** Where a segment has classes or groups, an expression tests it, in time to the power of one less. */
const maxRepeats = 3;

/** Returns what keeps a path glob from ever matching a path of a workspace, or `undefined`. */
export function checkPathGlob(glob: string): string | undefined {
  const body = glob.replace(/^!/, '');
  if (/^\.?\//.test(body)) return 'begins at no workspace folder; leave the leading slash out';
  if (body.endsWith('/')) return "names a folder and matches no file; add '**'";
  if (/(?:^|\/)\.\.?\//.test(body)) return "has a '.' or '..' segment";
  return checkGlob(glob);
}

/** Returns what is wrong with a glob, or `undefined`. */
export function checkGlob(glob: string): string | undefined {
  const body = glob.startsWith('!') ? glob.slice(1) : glob;
  if (body === '') return 'is empty';
  if (/[\0-\x1f\x7f]/.test(body)) return 'has a control character';
  if (body.length > longestGlob) return `is longer than ${longestGlob} characters`;
  if (body.replace(/\\[*?[\]{}()!\\]/g, '').includes('\\')) return "has a backslash; paths are '/'-separated";
  if ((body.match(/[@+*?!]\(/g) ?? []).length > maxGroups) return 'has too many extended groups';
  const alternatives = expand(body);
  if (alternatives === undefined) return 'is not a glob';
  if (alternatives.length > maxAlternatives) return `expands to more than ${maxAlternatives} alternatives`;
  for (const segment of new Set(alternatives.flatMap((alternative) => alternative.split('/')))) {
    const wrong = checkSegment(segment);
    if (wrong !== undefined) return wrong;
  }
  return (parseGlob(body, false)?.set ?? []).length > 0 ? undefined : 'is not a glob';
}

function expand(glob: string): readonly string[] | undefined {
  try {
    return braceExpand(glob, { braceExpandMax: maxAlternatives + 1 });
  } catch {
    return undefined;
  }
}

function checkSegment(segment: string): string | undefined {
  if ((segment.match(/\*/g) ?? []).length > maxStars) return 'has too many stars in one segment';
  if (hasOnlyWildcards(segment)) return undefined;
  const plain = segment.replace(/\\./g, '_').replace(/\[[^\]]+\]/g, '?');
  for (const [group, body = ''] of plain.matchAll(/[+*]\(([^()]*)\)?/g)) {
    if (!repeatsInOneWay(body))
      return `can read one name as repeats of '${group}' in many ways; use a class, as in '+([a-z])'`;
  }
  if (/[+*]\([^)]*\(/.test(plain)) return 'repeats a group within a group; write it without the inner one';
  if ((plain.match(/\*+|\+\(|!\(/g) ?? []).length > maxRepeats) {
    return `has more than ${maxRepeats} stars and repeated groups beside a class or a group in one segment; write it as several globs`;
  }
  return undefined;
}

/** Reports whether there is one way at most to read a text as repeats of a group's parts. */
function repeatsInOneWay(body: string): boolean {
  const parts = body.split('|');
  if (body.includes('*')) return false;
  const beginnings = parts.map((part) => part.charAt(0));
  return (
    parts.length === 1 || (!beginnings.includes('?') && !beginnings.includes('') && allDifferInAnyCase(beginnings))
  );
}

function allDifferInAnyCase(beginnings: readonly string[]): boolean {
  return new Set(beginnings.map((beginning) => beginning.toLowerCase())).size === beginnings.length;
}
