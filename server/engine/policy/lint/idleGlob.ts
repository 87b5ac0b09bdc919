/**
 * Path globs that match no file of the workspace.
 *
 * A glob that may begin anywhere (`**` first) is meant for any repository, and is looked at only in the layer that is
 * about this one.
 */

import { compileGlobLists } from '../../glob/compile';
import type { PathSegments } from '../document';
import { removeValue, replaceValue } from '../edits';
import { fix } from './fix';
import { createFolders } from './folders';
import type { Lint, LintContext } from './types';

/** Most globs whose likely meaning is looked for. */
const mostGuesses = 20;

export const idleGlob: Lint = {
  code: 'IDLE_GLOB',
  title: 'a glob that matches no file here',
  check(context, report) {
    const { files = [], document } = context;
    const globs = listGlobs(context);
    if (files.length === 0 || globs.length === 0) return;
    const idle = findIdle(globs, files);
    const folders = createFolders(files);
    for (const [count, { glob, segments, beside, isAway }] of idle.entries()) {
      const guess = count < mostGuesses ? folders.guess(glob) : undefined;
      const suggestion = guess === undefined ? undefined : `${isAway ? '!' : ''}${guess}`;
      // The last glob is the rule's condition: without it the rule would mean something else.
      const isOnly = beside.filter((other) => other.startsWith('!') === isAway).length === 1 && !isAway;
      const message = isAway
        ? `'!${glob}' takes no file of this workspace away`
        : `'${glob}' matches no file of this workspace`;
      report(segments, message, {
        ...(suggestion === undefined ? {} : { hint: `did you mean '${suggestion}'?`, suggestion }),
        fixes: [
          suggestion === undefined
            ? undefined
            : fix(`write '${suggestion}'`, replaceValue(document, segments, suggestion)),
          isOnly ? undefined : fix(`remove '${isAway ? '!' : ''}${glob}'`, removeValue(document, segments)),
        ],
      });
    }
  },
};

interface PathGlob {
  /** Without its `!`. */
  readonly glob: string;
  readonly isAway: boolean;
  readonly segments: PathSegments;
  /** The list that it stands in. */
  readonly beside: readonly string[];
}

function listGlobs({ policy, kind }: LintContext): readonly PathGlob[] {
  const lists: [PathSegments, readonly string[]][] = [
    ...(policy.classify?.rules ?? []).map(({ paths = [] }, index) => [['classify', 'rules', index, 'paths'], paths]),
    ...(kind === 'organisation' ? (policy.exceptions ?? []) : []).map(({ paths = [] }, index) => [
      ['exceptions', index, 'paths'],
      paths,
    ]),
  ] as [PathSegments, readonly string[]][];
  return lists.flatMap(([segments, beside]) =>
    beside.flatMap((written, index): PathGlob[] => {
      const isAway = written.startsWith('!');
      const glob = isAway ? written.slice(1) : written;
      const isMeantHere = kind === 'workspace' || !/^(?:\*\*|\*$)/.test(glob);
      return isMeantHere ? [{ glob, isAway, segments: [...segments, index], beside }] : [];
    }),
  );
}

/** One matcher over all globs looks at each file once, and stops when every glob has matched. */
function findIdle(globs: readonly PathGlob[], files: readonly string[]): readonly PathGlob[] {
  const lists = [...new Set(globs.map(({ beside }) => beside))];
  const taking = new Map(lists.map((beside, index) => [beside, globs.length + index]));
  const matching = compileGlobLists([
    ...globs.map(({ glob }) => [glob]),
    ...lists.map((beside) => beside.filter((glob) => !glob.startsWith('!'))),
  ]);
  const seen = new Set<number>();
  for (const file of files) {
    const hits = new Set(matching(file));
    for (const hit of hits) {
      const glob = globs[hit];
      // What takes away counts where the rest of its list matches.
      if (glob !== undefined && hits.has(taking.get(glob.beside) ?? -1)) seen.add(hit);
    }
    if (seen.size === globs.length) break;
  }
  return globs.filter((_, index) => !seen.has(index));
}
