/**
 * Scans a text to its end even where it costs more than one scan may: the budget is for an editor that waits.
 */

import type { Finding, Scanner, ScanResult } from '../../engine/detect/types';

const pieceLength = 16 * 1024;
/** More than any detector reaches around what it finds: windows are at most 10,000 long. */
const overlap = 12 * 1024;

/** Returns a scan's result; a text too costly for one is cut into overlapping pieces with a budget each. */
export function scanPieces(scanner: Scanner, text: string, path?: string): ScanResult {
  const whole = scanner.scan(text, path);
  if (!whole.exhausted) return whole;
  const found = new Map<string, Finding>();
  let exhausted = false;
  for (let start = 0; start < text.length; start += pieceLength) {
    const from = Math.max(0, start - overlap);
    const piece = scanner.scan(text.slice(from, start + pieceLength + overlap), path);
    exhausted ||= piece.exhausted;
    for (const finding of piece.findings) {
      const offset = finding.offset + from;
      // What begins in a piece is its own; at the overlap's ends a piece sees less than its neighbour.
      if (offset >= start && offset < start + pieceLength) {
        found.set(`${finding.detector} ${offset}`, { ...finding, offset });
      }
    }
  }
  return { findings: [...found.values()].sort((a, b) => a.offset - b.offset || a.length - b.length), exhausted };
}
