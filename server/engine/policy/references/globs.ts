/** Globs that are none, or that can't match anything. */

import { braceExpand } from 'minimatch';
import { checkGlob, checkPathGlob } from '../../glob';
import type { PathSegments } from '../document';
import type { Advice } from '../problem';
import { quoted } from '../quoted';
import { type Check, eachAt } from './check';

const pathLists = ['classify/rules/*/paths', 'exceptions/*/paths'];
const otherLists = [
  'classify/rules/*/detectors',
  'models/*/match/hosts',
  'models/*/match/endpoints',
  'models/*/match/names',
  'models/*/match/tools',
  'insertions/*/detectors',
  'insertions/*/checks',
  'insertions/*/tools',
];

/** Work of checking all globs of a policy: one a glob, and more for what takes more. */
const mostWork = 40_000;
const mostAlternatives = 1000;
const longestGlob = 1024;
const mostKept = 40_000;
const kept = new Map<string, string>();

export const checkGlobs: Check = ({ value }, report) => {
  let work = 0;
  const check = (findWrong: (glob: string) => string | undefined) => (glob: unknown, segments: PathSegments) => {
    if (typeof glob !== 'string' || work > mostWork) return;
    work += workOf(glob);
    if (work > mostWork) {
      report(segments, 'TOO_LARGE', () => ({
        message: 'the globs up to here are more than a policy may have',
        hint: 'write stars instead of enumerations in braces, and folders instead of single files',
      }));
      return;
    }
    const wrong = findWrong(glob);
    if (wrong !== undefined) report(segments, 'BAD_GLOB', () => adviseGlob(glob, wrong));
  };
  for (const list of pathLists) eachAt(value, `${list}/*`, check(checkOnce(checkPathGlob, 'path')));
  for (const list of otherLists) eachAt(value, `${list}/*`, check(checkOnce(checkGlob, 'other')));
};

/** A list of `!` globs alone takes away from nothing. */
export const checkTakenAway: Check = ({ value }, report) => {
  for (const list of [...pathLists, ...otherLists]) {
    eachAt(value, list, (globs, segments) => {
      if (!Array.isArray(globs) || globs.length === 0) return;
      if (!globs.every((glob) => typeof glob === 'string' && glob.startsWith('!'))) return;
      report(segments, 'BAD_GLOB', () => ({
        message: `${quoted(String(segments.at(-1)))} only takes away and matches nothing`,
        hint: "add what it takes away from; '**' is everything",
      }));
    });
  }
};

/** Policies are read at every key an author presses. */
function checkOnce(
  findWrong: (glob: string) => string | undefined,
  kind: string,
): (glob: string) => string | undefined {
  return (glob) => {
    const key = `${kind} ${glob}`;
    const known = kept.get(key) ?? findWrong(glob) ?? '';
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, known);
    return known === '' ? undefined : known;
  };
}

function workOf(glob: string): number {
  const expressions = glob.match(/[[(]/g)?.length ?? 0;
  return countAlternatives(glob) + 4 * expressions;
}

function countAlternatives(glob: string): number {
  if (!glob.includes('{')) return 1;
  try {
    return braceExpand(glob.slice(0, longestGlob), { braceExpandMax: mostAlternatives }).length;
  } catch {
    return mostAlternatives;
  }
}

function adviseGlob(glob: string, wrong: string): Advice {
  // What is wrong and, behind a semicolon, what to do.
  const [what = wrong, advice = 'see docs/policy.md for what a glob may hold'] = wrong.split('; ');
  const message = `the glob ${quoted(glob)} ${what}`;
  const suggestion = mend(glob);
  if (suggestion !== glob && checkPathGlob(suggestion) === undefined) {
    return { message, hint: `write ${quoted(suggestion)}`, suggestion };
  }
  return { message, hint: hints.find(([part]) => what.includes(part))?.[1] ?? advice };
}

/** Returns the glob as a path from the workspace folder downwards. */
function mend(glob: string): string {
  const [, bang = '', body = ''] = /^(!?)(.*)$/s.exec(glob) ?? [];
  const path = body.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  return `${bang}${path.endsWith('/') ? `${path}**` : path}`;
}

const hints: readonly (readonly [string, string])[] = [
  ['backslash', "write '/' between folders; a backslash only takes a sign's meaning away"],
  ['is empty', 'leave it out, or write what it should match'],
  ['longer than', 'split it into several globs'],
  ['too many stars', "write one '*' for any text within a segment, '**' for any folders"],
  ['extended groups', 'write the alternatives as several globs'],
  ['not a glob', "close its brackets; a '#' at the beginning makes it a comment"],
  ['alternatives', 'write the alternatives as several globs, or a star instead of them'],
  ["'..' segment", 'write the path from the workspace folder downwards'],
];
