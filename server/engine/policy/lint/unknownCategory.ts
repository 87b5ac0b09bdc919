/**
 * Categories that are cleared or asked for and that no rule gives.
 *
 * Lower layers may give categories of their own. One that is cleared in several places is taken to be meant for them,
 * unless it looks like a slip.
 */

import type { PathSegments } from '../document';
import { removeValue, replaceValue } from '../edits';
import { nearest } from '../nearest';
import { fix } from './fix';
import type { Fix, Lint, LintContext } from './types';

/** Most names whose likely meaning is looked for. */
const mostGuesses = 200;

export const unknownCategory: Lint = {
  code: 'IDLE_CLEARANCE',
  title: 'a category that no rule gives',
  check(context, report) {
    const { labels, document } = context;
    if (labels === undefined) return;
    const given = new Set(labels.flatMap(({ label }) => label.categories));
    const slipOf = createSlips([...given]);
    for (const use of [...cleared(context), ...askedFor(context, given)]) {
      const { category, segments } = use;
      if (given.has(category)) continue;
      const slip = slipOf(category, use.beside);
      if (use.isCommon && slip === undefined) continue;
      const write = slip && fix(`write '${slip}'`, replaceValue(document, segments, slip), use.isStrict);
      report(segments, `${use.who} the category '${category}', which no rule gives`, {
        hint: slip
          ? `did you mean '${slip}'?`
          : "give it in a rule's label, or remove it unless a lower layer gives it",
        ...(slip ? { suggestion: slip } : {}),
        fixes: [write || undefined, use.remove()],
      });
    }
  },
};

interface CategoryUse {
  readonly category: string;
  readonly segments: PathSegments;
  /** The list that it stands in. */
  readonly beside: readonly string[];
  readonly who: string;
  readonly isCommon: boolean;
  /** Whether no decision gets laxer where something else has the category that is written instead. */
  readonly isStrict: boolean;
  remove(): Fix | undefined;
}

function cleared({ policy, document }: LintContext): readonly CategoryUse[] {
  const seen = new Set<string>();
  const common = new Set<string>();
  for (const category of (policy.models ?? []).flatMap(({ clearance }) => clearance.categories ?? [])) {
    (seen.has(category) ? common : seen).add(category);
  }
  return (policy.models ?? []).flatMap(({ id, clearance: { categories = [] } }, index) =>
    categories.map((category, at): CategoryUse => {
      const segments = ['models', index, 'clearance', 'categories', at];
      return {
        category,
        segments,
        beside: categories,
        who: `the model '${id}' is cleared for`,
        isCommon: common.has(category),
        isStrict: false,
        remove: () => fix(`remove '${category}'`, removeValue(document, segments)),
      };
    }),
  );
}

function askedFor({ policy, document }: LintContext, given: ReadonlySet<string>): readonly CategoryUse[] {
  return (policy.flow ?? []).flatMap(({ categories = [], effect }, index) =>
    categories.map((category, at): CategoryUse => {
      const segments = ['flow', index, 'categories', at];
      return {
        category,
        segments,
        beside: categories,
        who: `flow[${index}] is about`,
        isCommon: false,
        isStrict: effect === 'block',
        // Without its last category a rule would match more than before.
        remove: () =>
          categories.some((other) => given.has(other))
            ? fix(`remove '${category}'`, removeValue(document, segments), true)
            : fix('remove the flow rule', removeValue(document, ['flow', index])),
      };
    }),
  );
}

/** Categories of the policies that ship: each means something by itself, however near another name is. */
const wellKnown = new Set([
  'authentication-data',
  'classified',
  'embargo',
  'export-control',
  'secret',
  'signing',
  'special-category',
]);
/** Categories up to this length are abbreviations, of which each is as likely as its neighbour: pii, pci, phi. */
const longestAbbreviation = 4;

/** Returns a function that gives the known category which a name, not beside it already, looks like. */
function createSlips(known: readonly string[]): (category: string, beside: readonly string[]) => string | undefined {
  const slips = new Map<string, string | undefined>();
  const words = known.filter((name) => name.length > longestAbbreviation);
  const isPlausible = (name: string) => name.length <= longestAbbreviation || wellKnown.has(name.toLowerCase());
  return (category, beside) => {
    if (isPlausible(category)) return undefined;
    if (!slips.has(category)) slips.set(category, slips.size < mostGuesses ? nearest(category, words) : undefined);
    const slip = slips.get(category);
    return slip === undefined || beside.includes(slip) ? undefined : slip;
  };
}
