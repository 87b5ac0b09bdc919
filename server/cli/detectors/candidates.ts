/**
 * What detectors look at closely in a part of a text, whether it becomes a finding or not, with what is weighed about it.
 *
 * Follows the engine's way from keyword to value, one detector and one place at a time: for a person who asks, not for speed.
 */

import { type Evidence, extractors } from '../../engine/detect/extractors';
import type { Detector } from '../../engine/detect/types';
import { judgeEvidence } from './explainJudge';

/** A value that has a detector's form, or that its code weighed. */
export interface Candidate {
  readonly detector: Detector;
  readonly offset: number;
  readonly length: number;
  readonly evidence: readonly Evidence[];
}

/** A part of a text; `path` is the file's. */
export interface Part {
  readonly text: string;
  readonly path: string | undefined;
  readonly from: number;
  readonly to: number;
}

const defaultBefore = 96;
const defaultAfter = 400;
const lookaround = 32;
const mostMatches = 1000;

/** Returns the candidates that touch the part, each once a detector. */
export function candidatesIn(detectors: readonly Detector[], part: Part): Candidate[] {
  return detectors.flatMap((detector) => {
    const found = new Map<string, Candidate>();
    const take = (candidate: Candidate): void => {
      const { offset, length } = candidate;
      const touches = offset <= part.to && offset + length >= part.from;
      if (touches && !found.has(`${offset} ${length}`)) found.set(`${offset} ${length}`, candidate);
    };
    for (const hit of hitsNear(detector, part)) {
      if (detector.extract === undefined) matchAt(detector, part, hit, take);
      else extractAt(detector, part, hit, take);
    }
    return [...found.values()];
  });
}

/** A keyword's place, or a whole line for detectors without keywords. */
interface Hit {
  readonly keyword: string | undefined;
  readonly start: number;
  readonly end: number;
}

function windowOf({ window }: Detector): { before: number; after: number } {
  return { before: window?.before ?? defaultBefore, after: window?.after ?? defaultAfter };
}

function hitsNear(detector: Detector, { text, from, to }: Part): Hit[] {
  const { keywords = [], shapes = [] } = detector;
  if (keywords.length + shapes.length === 0) {
    return [{ keyword: undefined, start: text.lastIndexOf('\n', from - 1) + 1, end: endOfLine(text, to) }];
  }
  const { before, after } = windowOf(detector);
  // A value may lie as far from its keyword as the window reaches, on either side.
  const areaFrom = Math.max(0, from - after - before - lookaround);
  const area = text.slice(areaFrom, to + before + after + lookaround);
  const words = [
    ...keywords.map((word) => quoted(word)),
    ...shapes.map((shape) => quoted(shape).replaceAll('#', '\\d')),
  ];
  return words.flatMap((word) =>
    [...area.matchAll(new RegExp(`(?=(${word}))`, 'gi'))].slice(0, mostMatches).map((match) => {
      const keyword = match[1] ?? '';
      const start = areaFrom + match.index;
      return { keyword, start, end: start + keyword.length };
    }),
  );
}

function matchAt(detector: Detector, part: Part, hit: Hit, take: (candidate: Candidate) => void): void {
  const { pattern = '(?!)', flags = '' } = detector;
  const { text, path } = part;
  const slice = sliceAround(detector, part, hit);
  const expression = new RegExp(pattern, `gd${flags.replace(/[gd]/g, '')}`);
  const piece = text.slice(slice.from, slice.to);
  for (const match of [...piece.matchAll(expression)].slice(0, mostMatches)) {
    const value = match.groups?.['value'] ?? match[0];
    if (value === '') continue;
    const offset = slice.from + (match.indices?.groups?.['value']?.[0] ?? match.index);
    const judged = { text, path, offset, value, groups: match.groups ?? {} };
    const evidence = [...keywordEvidence(hit), { what: 'the expression matches', weight: 1 }];
    take({ detector, offset, length: value.length, evidence: [...evidence, ...judgeEvidence(detector, judged)] });
  }
}

function extractAt(detector: Detector, part: Part, hit: Hit, take: (candidate: Candidate) => void): void {
  const extractor = extractors[detector.extract ?? ''];
  if (extractor === undefined) return;
  const { text, path } = part;
  const { before, after } = windowOf(detector);
  const from = Math.max(0, hit.end - before - (hit.end - hit.start));
  const place = { text, path, start: hit.start, end: hit.end, from, to: Math.min(text.length, hit.end + after) };
  const weigh = (offset: number, length: number): void => {
    const weighed = extractor.explain(place, offset);
    const value = text.slice(offset, offset + length);
    const judged = judgeEvidence(detector, { text, path, offset, value, groups: {} });
    if (weighed.length > 0)
      take({ detector, offset, length, evidence: [...keywordEvidence(hit), ...weighed, ...judged] });
  };
  extractor.extract(place, weigh);
  // What the code looked at and let go is told as well; where values begin is guessed from the signs around them.
  const lineEnd = Math.min(endOfLine(text, hit.end), place.to);
  for (const match of text.slice(hit.end, lineEnd).matchAll(/(?<=["'`=:>,(\s])[^\s"'`,;<>()]+/g)) {
    weigh(hit.end + match.index, match[0].length);
  }
}

function sliceAround(detector: Detector, { text }: Part, { keyword, start, end }: Hit): { from: number; to: number } {
  if (keyword === undefined) return { from: start, to: end };
  const { before, after } = windowOf(detector);
  const from = Math.max(0, start - before - lookaround);
  const to = Math.min(text.length, end + after + lookaround);
  if (detector.multiline === true) return { from, to };
  return { from: Math.max(from, text.lastIndexOf('\n', start - 1) + 1), to: Math.min(to, endOfLine(text, end)) };
}

function keywordEvidence({ keyword }: Hit): Evidence[] {
  return keyword === undefined ? [] : [{ what: `'${keyword}' leads to it`, weight: 1 }];
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
