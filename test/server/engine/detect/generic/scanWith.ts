/** Runs an extractor over a text at every keyword of its detector, as the scanner would; knows nothing of other detectors. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { extractors, type KeywordPlace } from '../../../../../server/engine/detect/extractors';
import type { Confidence, Detector } from '../../../../../server/engine/detect/types';

export interface Seen {
  readonly value: string;
  readonly offset: number;
  readonly confidence: Confidence;
}

const folder = join(__dirname, '..', '..', '..', '..', '..', 'policies', 'detectors');

/** Reads one of the detectors that ship by its id. */
export function readDetector(id: string): Detector {
  return parse(readFileSync(join(folder, `${id}.yaml`), 'utf8')) as Detector;
}

/** Returns what the detector sees in a text, each place once. */
export function scanWith(detector: Detector, text: string, path?: string): Seen[] {
  const seen = new Map<number, Seen>();
  for (const place of placesOf(detector, text, path)) {
    extractors[detector.extract!]!.extract(place, (offset, length, confidence) =>
      seen.set(offset, { value: text.slice(offset, offset + length), offset, confidence }),
    );
  }
  return [...seen.values()].sort((a, b) => a.offset - b.offset);
}

const digits = [...'0123456789'];

/** Returns the places of the detector's keywords and shapes, with what may be read around each. */
export function placesOf(detector: Detector, text: string, path?: string): KeywordPlace[] {
  const lower = text.toLowerCase();
  const places: KeywordPlace[] = [];
  const { keywords = [], shapes = [] } = detector;
  for (const keyword of [...keywords, ...shapes.flatMap((shape) => digits.map((digit) => shape.replace('#', digit)))]) {
    for (let start = lower.indexOf(keyword); start >= 0; start = lower.indexOf(keyword, start + 1)) {
      const end = start + keyword.length;
      const from = Math.max(0, start - detector.window!.before!);
      const to = Math.min(text.length, end + detector.window!.after!);
      places.push({ text, start, end, from, to, path });
    }
  }
  return places;
}
