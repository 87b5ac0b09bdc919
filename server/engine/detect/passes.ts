/**
 * Where detectors look: around keywords, or in whole lines for those without keywords.
 *
 * Invariant: what a hit yields depends only on the text within its detector's reach (keywords) or its line, never on
 * other hits. Attacker-controlled text decides how many hits there are; `spend` ends a pass that costs too much.
 */

import { findKeywords } from './kernel/kernel';
import type { SearchIndex } from './kernel/searchIndex';
import { type CompiledDetector, margin, type Take } from './look';
import type { FindSpans, Span } from './spans';
import type { Pass } from './trace';

/** Returns false where the work budget is used up. */
export type Spend = (work: number) => boolean;

/** The keywords of all detectors, each with those that have it: thousands, so that objects of their own would cost a start. */
export interface KeywordIndex {
  readonly index: SearchIndex;
  /** Code units of each keyword. */
  readonly lengths: Uint16Array;
  /** Where in `owners` those of each keyword begin, and behind them where the last end. */
  readonly starts: Uint32Array;
  /** Indices of detectors, those of one keyword ascending. */
  readonly owners: Int32Array;
}

/** Longer lines are looked at in pieces of this length. */
const pieceLength = 4096;
const pieceOverlap = 256;

/** What all looks of a scan are given. */
export interface Scene {
  readonly detectors: readonly CompiledDetector[];
  readonly text: string;
  readonly path: string | undefined;
  readonly spend: Spend;
  /** Gives all spans that a search finds in the text. */
  readonly spansIn: (find: FindSpans) => Iterable<Span>;
}

/**
 * Adds the hits of keywords that end in `(from, to]` and for which `wanted` holds to the pass of their index; returns whether
 * all of it is ASCII.
 */
export function keywordPass(
  { detectors, text, path, spend }: Scene,
  indices: readonly KeywordIndex[],
  region: { readonly from: number; readonly to: number },
  passes: readonly Pass[],
  wanted?: (end: number, detector: number) => boolean,
): boolean {
  let pass = passes[0]!;
  let hit = 0;
  let detector = 0;
  const take: Take = (offset, length, confidence) => {
    pass.candidates.push({ hit, detector, offset, length, confidence });
  };
  const searched = indices.map(({ index }) => index);
  return findKeywords(searched, text, region.from, Math.min(text.length, region.to), (which, end, keyword) => {
    const { lengths, starts, owners } = indices[which]!;
    const length = lengths[keyword]!;
    const last = starts[keyword + 1]!;
    pass = passes[which]!;
    for (let i = starts[keyword]!; i < last; i++) {
      const owner = owners[i]!;
      if (wanted !== undefined && !wanted(end, owner)) continue;
      hit = end;
      detector = owner;
      const work = detectors[owner]!.aroundKeyword()(text, end - length, end, path, take);
      pass.hits.add(end, owner, work);
      if (!spend(work)) return false;
    }
    return true;
  });
}

/** Adds the hits of one detector without keywords in the whole lines from `from` to `to`. */
export function linePass(
  { detectors, text, path, spend }: Scene,
  index: number,
  region: { readonly from: number; readonly to: number },
  pass: Pass,
): void {
  const compiled = detectors[index]!;
  const { trigger } = compiled;
  const area = text.slice(region.from, region.to);
  let position = region.from;
  while (position < region.to) {
    if (trigger) {
      trigger.lastIndex = position - region.from;
      const match = trigger.exec(area);
      if (match === null) return;
      position = region.from + match.index;
    }
    const lineStart = Math.max(region.from, text.lastIndexOf('\n', position - 1) + 1);
    const newline = text.indexOf('\n', position);
    const lineEnd = newline < 0 ? text.length : newline;
    for (let from = lineStart; from < lineEnd; from += pieceLength) {
      const sliceFrom = Math.max(lineStart, from - pieceOverlap);
      const sliceTo = Math.min(lineEnd, from + pieceLength + pieceOverlap);
      const matchFrom = from === lineStart ? lineStart : sliceFrom + margin;
      const matchTo = sliceTo === lineEnd ? lineEnd : sliceTo - margin;
      const slice = { sliceFrom, from: matchFrom, to: matchTo, sliceTo };
      const work = compiled.inSlice()(text, slice, path, (offset, length, confidence) => {
        pass.candidates.push({ hit: from, detector: index, offset, length, confidence });
      });
      pass.hits.add(from, index, work);
      if (!spend(work)) return;
    }
    position = lineEnd + 1;
  }
}
