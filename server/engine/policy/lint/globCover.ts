/**
 * Whether one glob matches everything another does: yes, or not proven.
 *
 * Goes by the form of the globs, segment by segment. The work is bounded for each instance; once it is spent, nothing
 * is proven any more.
 */

import { Minimatch } from 'minimatch';

/** A list of globs, read once: those that take, and those that take away without their `!`. */
export interface GlobList {
  readonly takes: GlobSet;
  readonly away: GlobSet;
}

export interface GlobCover {
  /** Returns true where `outer` surely matches all that `inner` does. Neither begins with `!`. */
  covers(outer: string, inner: string): boolean;
  /** Returns true where a list, `!` globs and all, surely matches whatever the other list matches. */
  coversList(outer: GlobList, inner: GlobList): boolean;
  /** Returns the indices of the `!` globs that surely leave nothing of a list, or `undefined`. */
  takenAwayBy(globs: readonly string[]): readonly number[] | undefined;
}

interface GlobSet {
  readonly all: ReadonlySet<string>;
  readonly patterns: readonly Pattern[];
}

/** A glob with magic, and the plain text that all it matches begins and ends with. */
interface Pattern {
  readonly glob: string;
  readonly first: string;
  readonly last: string;
}

type Segments = readonly string[];

const mostWork = 4_000_000;
const globstar = '**';
const magic = /[*?[\]{}()!+@\\|]/;

export function createGlobCover(): GlobCover {
  const forms = new Map<string, readonly Segments[]>();
  let left = mostWork;

  const formsOf = (glob: string): readonly Segments[] => {
    const known = forms.get(glob) ?? parseForms(glob);
    forms.set(glob, known);
    return known;
  };

  const coversPattern = ({ glob, first, last }: Pattern, inner: string): boolean => {
    if (!inner.startsWith(first) || !inner.endsWith(last)) return false;
    // Beyond two `**` minimatch bounds where it looks, and may find less than the form says.
    const outerForms = formsOf(glob).filter((form) => form.filter((segment) => segment === globstar).length < 3);
    const innerForms = formsOf(inner);
    const isCovered = (innerForm: Segments) =>
      innerForm.every(isRegular) &&
      outerForms.some((outerForm) => {
        left -= outerForm.length * innerForm.length + 1;
        return left > 0 && coversSegments(outerForm, innerForm);
      });
    return innerForms.length > 0 && innerForms.every(isCovered);
  };

  const findCover = (outer: GlobSet, inner: string): string | undefined =>
    outer.all.has(inner) ? inner : outer.patterns.find((pattern) => coversPattern(pattern, inner))?.glob;

  const coversSet = (outer: GlobSet, inner: GlobSet): boolean => {
    for (const glob of inner.all) if (findCover(outer, glob) === undefined) return false;
    return true;
  };

  return {
    covers: (outer, inner) => findCover(readSet([outer]), inner) !== undefined,
    coversList: (outer, inner) => coversSet(outer.takes, inner.takes) && coversSet(inner.away, outer.away),
    takenAwayBy(globs) {
      const { takes, away } = readGlobs(globs);
      const used = new Set<string>();
      for (const glob of takes.all) {
        const by = findCover(away, glob);
        if (by === undefined) return undefined;
        used.add(by);
      }
      return [...used].map((glob) => globs.indexOf(`!${glob}`));
    },
  };
}

/** Reads a list of globs. */
export function readGlobs(globs: readonly string[]): GlobList {
  const isAway = (glob: string) => glob.startsWith('!');
  return {
    takes: readSet(globs.filter((glob) => !isAway(glob))),
    away: readSet(globs.filter(isAway).map((glob) => glob.slice(1))),
  };
}

function readSet(globs: readonly string[]): GlobSet {
  const all = new Set(globs);
  const patterns = [...all].flatMap((glob): Pattern[] => {
    const first = glob.search(magic);
    if (first === -1) return [];
    let last = glob.length;
    while (!magic.test(glob.charAt(last - 1))) last--;
    return [{ glob, first: glob.slice(0, first), last: glob.slice(last) }];
  });
  return { all, patterns };
}

/** Returns the alternatives that a glob's braces stand for; none where it is no glob. */
function parseForms(glob: string): readonly Segments[] {
  try {
    return new Minimatch(glob, { dot: true, nonegate: true, platform: 'linux' }).globParts;
  } catch {
    return [];
  }
}

/** `**` stands for any segments, at the end for one at least; the other segments for one each. */
function coversSegments(outer: Segments, inner: Segments): boolean {
  // reached[j]: outer's segments so far can stand for all that the first j of inner do.
  let reached = inner.map(() => false);
  reached.unshift(true);
  for (const [index, segment] of outer.entries()) {
    const isLast = index === outer.length - 1;
    const next = reached.map(() => false);
    for (let j = 0; j <= inner.length; j++) {
      if (segment === globstar) next[j] = (!isLast && reached[j] === true) || anyBefore(reached, j);
      else next[j] = j > 0 && reached[j - 1] === true && coversSegment(segment, inner[j - 1] as string);
    }
    reached = next;
  }
  return reached[inner.length] === true;
}

function anyBefore(reached: readonly boolean[], end: number): boolean {
  const first = reached.indexOf(true);
  return first >= 0 && first < end;
}

function coversSegment(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  if (inner === globstar) return false;
  if (outer === '*') return true;
  const [before = '', after, ...others] = outer.split('*');
  if (after === undefined || others.length > 0 || magic.test(before) || magic.test(after)) return false;
  if (inner.length < before.length + after.length || /[()]/.test(inner)) return false;
  return inner.startsWith(before) && inner.endsWith(after);
}

/** Empty segments and dots have rules of their own. */
function isRegular(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..';
}
