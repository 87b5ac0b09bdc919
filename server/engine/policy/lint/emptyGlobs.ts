/** Lists of globs that match nothing, so that what they stand in never counts. */

import { compileGlobs } from '../../glob';
import type { PathSegments } from '../document';
import { removeValue } from '../edits';
import { fix, trimSlash } from './fix';
import type { Fix, Lint, LintContext, Report } from './types';

export const emptyGlobs: Lint = {
  code: 'IMPOSSIBLE_RULE',
  title: 'a list of globs that leaves nothing to match',
  check(context, report) {
    const { policy, detectorIds, checkIds } = context;
    for (const [index, rule] of (policy.classify?.rules ?? []).entries()) {
      const owner = {
        segments: ['classify', 'rules', index],
        what: `the rule '${rule.id}' never applies`,
        isRemovable: !context.isReferredTo('rule', rule.id),
      };
      checkPatterns(context, owner, ['paths'], rule.paths, report);
      checkNames(context, owner, [{ field: 'detectors', globs: rule.detectors, ids: detectorIds }], report);
    }
    for (const [index, rule] of (policy.insertions ?? []).entries()) {
      const owner = { segments: ['insertions', index], what: `insertions[${index}] never matches`, isRemovable: true };
      checkPatterns(context, owner, ['tools'], rule.tools, report);
      const lists = [
        { field: 'detectors', globs: rule.detectors, ids: detectorIds },
        { field: 'checks', globs: rule.checks, ids: checkIds },
      ];
      checkNames(context, owner, lists, report);
    }
    for (const [index, { id, paths }] of (policy.exceptions ?? []).entries()) {
      const segments = ['exceptions', index];
      checkPatterns(
        context,
        { segments, what: `the exception '${id}' never counts`, isRemovable: true },
        ['paths'],
        paths,
        report,
      );
    }
    for (const [index, { id, match }] of (policy.models ?? []).entries()) {
      const owner = {
        segments: ['models', index],
        what: `the model '${id}' matches no destination`,
        isRemovable: !context.isReferredTo('model', id),
      };
      for (const field of ['hosts', 'endpoints', 'names', 'tools'] as const) {
        checkPatterns(context, owner, ['match', field], match?.[field]?.map(trimSlash), report);
      }
    }
  },
};

interface Owner {
  readonly segments: PathSegments;
  /** What follows from an empty list. */
  readonly what: string;
  readonly isRemovable: boolean;
}

function checkPatterns(
  context: LintContext,
  owner: Owner,
  field: readonly string[],
  globs: readonly string[] | undefined,
  report: Report,
): void {
  const by = globs && context.globs.takenAwayBy(globs);
  if (globs === undefined || by === undefined) return;
  const segments = [...owner.segments, ...field];
  const names = by.map((index) => `'${globs[index]}'`).join(', ');
  const [only, ...others] = by;
  report(segments, `${owner.what}: ${names} takes away all that its '${field.at(-1)}' match`, {
    hint: 'narrow the glob behind the `!`',
    fixes: [
      only === undefined || others.length > 0
        ? undefined
        : fix(`remove ${names}`, removeValue(context.document, [...segments, only])),
      ...removals(context, owner),
    ],
  });
}

interface IdList {
  readonly field: string;
  readonly globs: readonly string[] | undefined;
  readonly ids: readonly string[];
}

/** Detectors and checks are finite: what their globs match is counted out. A rule's lists of them are alternatives. */
function checkNames(context: LintContext, owner: Owner, lists: readonly IdList[], report: Report): void {
  const given = lists.filter(({ globs }) => globs !== undefined);
  if (given.length === 0 || given.some(({ globs, ids }) => ids.some(compileGlobs(globs)))) return;
  const segments = [...owner.segments, given[0]?.field ?? ''];
  report(segments, `${owner.what}: its globs leave no ${given.map((list) => list.field.slice(0, -1)).join(' or ')}`, {
    hint: 'what `!` takes away is taken from the whole list',
    fixes: removals(context, owner),
  });
}

function removals({ document }: LintContext, { segments, isRemovable }: Owner): readonly (Fix | undefined)[] {
  return [isRemovable ? fix('remove it', removeValue(document, segments)) : undefined];
}
