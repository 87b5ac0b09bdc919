/**
 * Finds credentials by name and value, in any language and format: `password = "…"`, `--token …`, `<secret>…</secret>`.
 *
 * Keeps to the extractor's contract; what a value is given to and what speaks for it is found and weighed elsewhere.
 */

import type { Extractor, KeywordPlace } from '../extractors';
import type { Reach } from './bounds';
import { findCandidates } from './candidates';
import { confidenceOf, explainWeights, weigh } from './classifier';

/** Code units that the reading may look ahead or back from where it stands. */
const margin = 16;

export const credentialExtractor: Extractor = {
  extract(place, found) {
    const reach = within(place);
    findCandidates(reach, (candidate) => {
      const confidence = confidenceOf(weigh(reach, candidate, place.path));
      if (confidence !== undefined) found(candidate.from, candidate.to - candidate.from, confidence);
    });
  },
  explain(place, offset) {
    let evidence: ReturnType<Extractor['explain']> = [];
    const reach = within(place);
    findCandidates(reach, (candidate) => {
      if (candidate.from === offset) evidence = explainWeights(reach, candidate, place.path);
    });
    return evidence;
  },
};

/** Invariant: nothing outside of the place is read, so what is said of it depends on it alone. */
function within({ text, start, end, from, to }: KeywordPlace): Reach {
  return {
    text,
    start,
    end,
    from: from === 0 ? 0 : Math.min(start, from + margin),
    to: to === text.length ? to : Math.max(end, to - margin),
  };
}
