/**
 * One detector at one place: its expression or extractor, then structural checks, entropy and context.
 *
 * What a look yields depends on the text within the detector's reach alone; this file must not know where places come from.
 */

import { isKnownNonAscii } from './builtin';
import { extractors } from './extractors';
import { createJudge, type Judge, reachOf } from './judge';
import { neighboursOf } from './neighbours';
import { needsNonAscii, shapeOf } from './shape';
import type { Confidence, Detector } from './types';

/** Takes what a look found. */
export type Take = (offset: number, length: number, confidence: Confidence) => void;

/** Looks around a keyword from `start` to `end`; returns the work it was, in code units. */
export type KeywordLook = (text: string, start: number, end: number, path: string | undefined, take: Take) => number;

/** Looks for matches between `from` and `to`, seeing no further than `sliceFrom` and `sliceTo`. */
export type SliceLook = (text: string, slice: Slice, path: string | undefined, take: Take) => number;

export interface Slice {
  readonly sliceFrom: number;
  readonly from: number;
  readonly to: number;
  readonly sliceTo: number;
}

/** A detector ready to run. */
export interface CompiledDetector {
  readonly detector: Detector;
  readonly trigger: RegExp | undefined;
  /** Whether ASCII text can't hold what it looks for. */
  readonly needsNonAscii: boolean;
  /** Code units before the end of a keyword, and after it, on which what is found there depends. */
  readonly before: number;
  readonly after: number;
  /** Code units before and after a value in which words speak for or against it. */
  readonly reach: number;
  /** Made at the first use: most detectors are never needed. */
  readonly aroundKeyword: () => KeywordLook;
  readonly inSlice: () => SliceLook;
}

/** Code units beyond a match's bounds that lookarounds see at most. */
export const margin = 32;

const defaultBefore = 96;
const defaultAfter = 400;
const workPerHit = 32;
/** What an expression may read before it fails at a place. */
const workPerTry = 200;
/** What the structural checks of a match cost, about. */
const workPerMatch = 256;

/** Returns the detector ready to run. Its expressions have to be well-formed, its keywords in lower case. */
export function prepare(detector: Detector): CompiledDetector {
  const { context } = detector;
  const longest = Math.max(0, ...[...(detector.keywords ?? []), ...(detector.shapes ?? [])].map((word) => word.length));
  const window = {
    before: (detector.window?.before ?? defaultBefore) + longest,
    after: detector.window?.after ?? defaultAfter,
  };
  const reach = reachOf(context);
  const inSlice = once(() => createSliceLook(detector));
  return {
    detector,
    trigger: detector.trigger === undefined ? undefined : new RegExp(detector.trigger, 'g'),
    needsNonAscii: detector.trigger !== undefined && (isKnownNonAscii(detector) ?? needsNonAscii(detector.trigger, '')),
    before: window.before + margin + reach,
    after: window.after + margin + reach,
    reach,
    aroundKeyword: once(() => createKeywordLook(detector, window, inSlice)),
    inSlice,
  };
}

interface Window {
  readonly before: number;
  readonly after: number;
}

function createKeywordLook(detector: Detector, window: Window, inSlice: () => SliceLook): KeywordLook {
  if (detector.extract !== undefined) return createExtractorLook(detector, window, detector.extract);
  const { pattern = '', flags = '', keywords = [], shapes = [], multiline = false } = detector;
  const cut: KeywordLook = (text, _, end, path, take) =>
    inSlice()(text, cutAround(text, end, window, multiline), path, take);
  if (shapes.length > 0) return cut;
  const shape = shapeOf(pattern, flags, keywords);
  const isSticky = shape.beginsWithKeyword && (shape.isLineSafe || multiline);
  const isBounded = shape.longest <= window.after && shape.margin <= margin;
  const look = isSticky ? createStickyLook(detector, window, cut, isBounded) : onlyBeside(detector, cut);
  return detector.atWordStart || (isSticky && shape.beginsWord) ? onlyAtWordStart(look) : look;
}

/** Looks only where the keyword isn't the end of a longer word. */
function onlyAtWordStart(look: KeywordLook): KeywordLook {
  return (text, start, end, path, take) => {
    const code = start === 0 ? 0 : text.charCodeAt(start - 1) | 32;
    return code >= 97 && code <= 122 ? workPerHit : look(text, start, end, path, take);
  };
}

/** Looks only where what stands beside the keyword fits. */
function onlyBeside({ pattern = '', flags = '', keywords = [] }: Detector, look: KeywordLook): KeywordLook {
  const [keyword = '', ...others] = keywords;
  const neighbours = others.length === 0 ? neighboursOf(pattern, flags, keyword) : undefined;
  if (neighbours === undefined) return look;
  const { before, after } = neighbours;
  return (text, start, end, path, take) => {
    if (start > 0 && before[text.charCodeAt(start - 1)] === 0) return workPerHit;
    if (end < text.length && after[text.charCodeAt(end)] === 0) return workPerHit;
    return look(text, start, end, path, take);
  };
}

/** For expressions that can only match where the keyword begins: tried there alone. */
function createStickyLook(detector: Detector, window: Window, cut: KeywordLook, isBounded: boolean): KeywordLook {
  const { pattern = '', flags = '', multiline = false } = detector;
  const hasValue = pattern.includes('(?<value>');
  const lines = multiline || flags.includes('m') ? '' : 'm';
  const expression = new RegExp(pattern, `y${hasValue ? 'd' : ''}${lines}${flags}`);
  const judge = createJudge(detector);
  return (text, start, end, path, take) => {
    const from = isBounded ? 0 : Math.max(0, start - margin);
    const piece = isBounded ? text : text.slice(from, end + window.after + margin);
    expression.lastIndex = start - from;
    const match = expression.exec(piece);
    if (match === null || match[0].length === 0) return workPerTry;
    if (!multiline && match[0].includes('\n')) return cut(text, start, end, path, take);
    if (start + match[0].length <= end + window.after) takeMatch(match, from, text, path, judge, take);
    return workPerHit + match[0].length + workPerMatch;
  };
}

function createSliceLook(detector: Detector): SliceLook {
  const { pattern = '', flags = '' } = detector;
  const expression = new RegExp(pattern, `g${pattern.includes('(?<value>') ? 'd' : ''}${flags}`);
  const judge = createJudge(detector);
  return (text, { sliceFrom, from, to, sliceTo }, path, take) => {
    const piece = text.slice(sliceFrom, sliceTo);
    let work = workPerHit + sliceTo - sliceFrom;
    expression.lastIndex = 0;
    for (let match = expression.exec(piece); match !== null; match = expression.exec(piece)) {
      work += workPerMatch;
      const start = sliceFrom + match.index;
      if (start > to) break;
      if (match[0].length === 0) expression.lastIndex++;
      else if (start >= from && start + match[0].length <= to) takeMatch(match, sliceFrom, text, path, judge, take);
    }
    return work;
  };
}

function takeMatch(
  match: RegExpExecArray,
  from: number,
  text: string,
  path: string | undefined,
  judge: Judge,
  take: Take,
) {
  const value = match.groups?.['value'] ?? match[0];
  if (value.length === 0) return;
  const offset = from + (match.indices?.groups?.['value']?.[0] ?? match.index);
  const confidence = judge(value, match.groups ?? {}, text, offset, path);
  if (confidence !== undefined) take(offset, value.length, confidence);
}

function createExtractorLook(detector: Detector, window: Window, name: string): KeywordLook {
  const extractor = extractors[name];
  const { validate, entropy, context, paths } = detector;
  const judge = validate || entropy !== undefined || context || paths ? createJudge(detector) : undefined;
  return (text, start, end, path, take) => {
    const { from, to } = cutAround(text, end, window, true);
    extractor?.extract({ text, start, end, from, to, path }, (offset, length, confidence) => {
      const judged =
        judge === undefined
          ? confidence
          : judge(text.slice(offset, offset + length), {}, text, offset, path, confidence);
      if (judged !== undefined) take(offset, length, judged);
    });
    return workPerHit + workPerMatch;
  };
}

/** Returns the window around the end of a keyword, and what lookarounds see; within its line unless `multiline`. */
function cutAround(text: string, end: number, window: Window, multiline: boolean): Slice {
  let from = Math.max(0, end - window.before);
  let to = Math.min(text.length, end + window.after);
  let sliceFrom = Math.max(0, from - margin);
  let sliceTo = Math.min(text.length, to + margin);
  if (multiline) return { sliceFrom, from, to, sliceTo };
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
  return { sliceFrom, from, to, sliceTo };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
