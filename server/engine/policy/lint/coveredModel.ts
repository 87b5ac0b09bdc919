/**
 * Model entries whose clearance never counts: another matches all that they match and allows no more, and of several
 * matching entries the least clearance counts.
 */

import { createLabel, formatLabel, isAtOrBelow, type Label } from '../../label';
import { removeValue } from '../edits';
import type { LabelSpec } from '../types';
import { fix } from './fix';
import { coversMatch, readMatch } from './modelCover';
import type { Lint } from './types';

/** Most pairs of entries that are compared. */
const mostPairs = 2_000_000;

export const coveredModel: Lint = {
  code: 'COVERED_MODEL',
  title: 'a model entry that another one covers',
  check(context, report) {
    const { policy, levels, globs, document } = context;
    if (levels === undefined) return;
    const entries = (policy.models ?? []).flatMap(({ id, match, clearance }, index) =>
      match === undefined ? [] : [{ id, index, match: readMatch(match), clearance: clearanceOf(clearance) }],
    );
    const checked = entries.slice(0, Math.floor(mostPairs / Math.max(1, entries.length)));
    for (const { id, index, match, clearance } of checked) {
      const isNamed = context.isReferredTo('model', id);
      const coverer = entries.find((other) => {
        if (other.index === index || !coversMatch(globs, other.match, match)) return false;
        if (!isAtOrBelow(levels, other.clearance, clearance)) return false;
        const isSame = isAtOrBelow(levels, clearance, other.clearance);
        // An entry with a name of its own may be there for the name; of two alike the later is one too many.
        return !isSame || (!isNamed && (other.index < index || !coversMatch(globs, match, other.match)));
      });
      if (coverer === undefined) continue;
      const isSame = isAtOrBelow(levels, clearance, coverer.clearance);
      const what = isSame
        ? `the model '${id}' adds nothing: '${coverer.id}' matches all it does, for the same clearance`
        : `the clearance ${formatLabel(clearance)} of '${id}' never counts: '${coverer.id}' matches all it does, up to ${formatLabel(coverer.clearance)}`;
      report(isSame ? ['models', index] : ['models', index, 'clearance'], what, {
        hint: isSame
          ? 'remove it'
          : `the least clearance counts: take what it matches out of '${coverer.id}' with a '!' glob, or remove it`,
        fixes: [isNamed ? undefined : fix('remove it', removeValue(document, ['models', index]), isSame)],
      });
    }
  },
};

function clearanceOf({ level, categories }: LabelSpec): Label {
  return createLabel(level, categories);
}
