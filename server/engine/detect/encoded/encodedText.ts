/**
 * The document pass that looks into encoded text: finds it, hands its text to all detectors, maps findings back.
 *
 * Runs again at every edit, so each search leaves ordinary text after a native search or a few samples.
 */

import type { DocumentPassTools } from '../documentPasses';
import type { Confidence, Finding } from '../types';
import { lookForEscapes } from './escapes';
import { lookForLiterals } from './literals';
import type { Piece } from './piece';
import { lookForMail, lookForMarkup, lookForPercent } from './references';
import { lookForRuns } from './runs';
import type { Look } from './sink';
import { lookForTemplates } from './templates';

const deepest = 3;
/** Code units decoded at most out of a document, and at most out of decoded text for each of its own. */
const mostDecoded = 256 * 1024;
/** So that one long text leaves room for others. */
const longestPiece = mostDecoded / 2;
const growth = 4;
/** Pieces shorter than this are scanned together, since each scan has its fixed cost. */
const shortPiece = 512;
/** Between pieces: ends a line, and every expression that stays in one. */
const separator = '\n\n\n';
/** What a finding may hang on beside its value: text that stands there in the clear was looked at before. */
const contextBefore = 80;
const contextAfter = 8;

const looks: readonly Look[] = [
  lookForRuns,
  lookForEscapes,
  lookForLiterals,
  lookForTemplates,
  lookForPercent,
  lookForMarkup,
  lookForMail,
];

const lower: Readonly<Record<Confidence, Confidence>> = { high: 'medium', medium: 'low', low: 'low' };

/** Reports what detectors see in text that is hidden by an encoding, at the ranges that encode it. */
export function encodedText(text: string, tools: DocumentPassTools): void {
  if (tools.depth >= deepest) return;
  const short: Piece[] = [];
  let room = tools.depth === 0 ? mostDecoded : Math.min(mostDecoded, growth * text.length);
  let stopped = !tools.spend(text.length >> 3);
  const sink = {
    get room() {
      return stopped ? 0 : Math.min(room, longestPiece);
    },
    spend(work: number): boolean {
      if (!tools.spend(work)) stopped = true;
      return !stopped;
    },
    take(piece: Piece): void {
      room -= piece.text.length;
      if (piece.text.length < shortPiece) short.push(piece);
      else scanPieces([piece], tools);
    },
  };
  for (const look of looks) if (sink.room > 0) look(text, sink, tools.spansIn);
  if (short.length > 0) scanPieces(short, tools);
}

function scanPieces(pieces: readonly Piece[], tools: DocumentPassTools): void {
  const starts: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    starts.push(length);
    length += piece.text.length + separator.length;
  }
  const findings = tools.scan(pieces.map((piece) => piece.text).join(separator));
  for (const finding of findings) {
    const index = lastAtMost(starts, finding.offset);
    const outer = mapBack(pieces[index]!, { ...finding, offset: finding.offset - starts[index]! });
    if (outer !== undefined) tools.found(outer);
  }
}

function mapBack(piece: Piece, finding: Finding): Finding | undefined {
  const { detector, offset, length, confidence } = finding;
  const end = offset + length;
  // What no reader of the outer text is shown can't deceive one.
  if (length === 0 || end > piece.text.length || detector.startsWith('hidden-unicode/')) return undefined;
  const near = { from: Math.max(0, offset - contextBefore), to: Math.min(piece.text.length, end + contextAfter) };
  if (piece.plain(near.from, near.to)) return undefined;
  const { from, to } = piece.outer(offset, end);
  return { detector, offset: from, length: to - from, confidence: piece.guess ? lower[confidence] : confidence };
}

/** Returns the index of the last of ascending numbers that is not above `limit`. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
