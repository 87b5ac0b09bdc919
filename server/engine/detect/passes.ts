/**
 * Where detectors look: around keywords, or in whole lines for those without keywords.
 *
 * Invariant: what a hit yields depends only on the text within its detector's reach (keywords) or its line, never on
 * other hits. Attacker-controlled text decides how many hits there are; `spend` ends a pass that costs too much.
 */

import { type CompiledDetector, examine, margin } from './examine';
import { findKeywords, type KeywordAutomaton } from './keywords';
import type { Pass } from './trace';

/** Returns false where the work budget is used up. */
export type Spend = (work: number) => boolean;

const workPerHit = 32;
/** What the structural checks of a match cost, about. */
const workPerMatch = 256;
/** Longer lines are looked at in pieces of this length. */
const pieceLength = 4096;
const pieceOverlap = 256;

/** Adds the hits of keywords that end in `(from, to]` and for which `wanted` holds. */
export function keywordPass(
  detectors: readonly CompiledDetector[],
  automaton: KeywordAutomaton,
  longestKeyword: number,
  text: string,
  region: { readonly from: number; readonly to: number },
  pass: Pass,
  wanted: (end: number, detector: number) => boolean,
  spend: Spend,
): void {
  const start = Math.max(0, region.from - longestKeyword);
  findKeywords(automaton, text, start, Math.min(text.length, region.to), (end, owners) => {
    if (end <= region.from) return true;
    for (const index of owners) {
      if (!wanted(end, index)) continue;
      const window = windowAround(detectors[index]!, text, end);
      const matches = examine(detectors[index]!, text, window, (offset, length) => {
        pass.candidates.push({ hit: end, detector: index, offset, length });
      });
      const work = window.sliceTo - window.sliceFrom + workPerHit + matches * workPerMatch;
      pass.hits.add(end, index, work);
      if (!spend(work)) return false;
    }
    return true;
  });
}

/** Adds the hits of one detector without keywords in the whole lines from `from` to `to`. */
export function linePass(
  compiled: CompiledDetector,
  index: number,
  text: string,
  region: { readonly from: number; readonly to: number },
  pass: Pass,
  spend: Spend,
): void {
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
    if (lineEnd > lineStart && !lookInLine(compiled, index, text, lineStart, lineEnd, pass, spend)) return;
    position = lineEnd + 1;
  }
}

function lookInLine(
  compiled: CompiledDetector,
  index: number,
  text: string,
  lineStart: number,
  lineEnd: number,
  pass: Pass,
  spend: Spend,
): boolean {
  for (let from = lineStart; from < lineEnd; from += pieceLength) {
    const sliceFrom = Math.max(lineStart, from - pieceOverlap);
    const sliceTo = Math.min(lineEnd, from + pieceLength + pieceOverlap);
    const matchFrom = from === lineStart ? lineStart : sliceFrom + margin;
    const matchTo = sliceTo === lineEnd ? lineEnd : sliceTo - margin;
    const slice = { sliceFrom, from: matchFrom, to: matchTo, sliceTo };
    const matches = examine(compiled, text, slice, (offset, length) => {
      pass.candidates.push({ hit: from, detector: index, offset, length });
    });
    const work = sliceTo - sliceFrom + workPerHit + matches * workPerMatch;
    pass.hits.add(from, index, work);
    if (!spend(work)) return false;
  }
  return true;
}

function windowAround(compiled: CompiledDetector, text: string, end: number) {
  let from = Math.max(0, end - compiled.before);
  let to = Math.min(text.length, end + compiled.after);
  let sliceFrom = Math.max(0, from - margin);
  let sliceTo = Math.min(text.length, to + margin);
  if (compiled.detector.multiline !== true) {
    for (let i = end - 1; i >= sliceFrom; i--) {
      if (text.charCodeAt(i) === 10) {
        sliceFrom = i + 1;
        break;
      }
    }
    for (let i = end; i < sliceTo; i++) {
      if (text.charCodeAt(i) === 10) {
        sliceTo = i;
        break;
      }
    }
    from = Math.max(from, sliceFrom);
    to = Math.min(to, sliceTo);
  }
  return { sliceFrom, from, to, sliceTo };
}
