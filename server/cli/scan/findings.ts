/** A scan's findings as they are reported: with line, column and a fingerprint, never with the value. */

import { createHmac } from 'node:crypto';
import type { Confidence, Finding } from '../../engine/detect/types';

/** The Finding shape of contract.md, and the end of its range for reporters that need it. */
export interface ReportedFinding {
  readonly path: string;
  readonly detector: string;
  readonly offset: number;
  readonly length: number;
  /** 1-based; columns count UTF-16 code units, lines end with LF or CRLF. */
  readonly line: number;
  readonly column: number;
  readonly confidence: Confidence;
  readonly fingerprint: string;
}

const ranks: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

/** Reports whether a confidence is at least the other. */
export function isAtLeast(confidence: Confidence, least: Confidence): boolean {
  return ranks[confidence] >= ranks[least];
}

/** Returns the findings in `text` as reported, in their order, which must be that of their offsets. */
export function reportFindings(
  path: string,
  text: string,
  findings: readonly Finding[],
  key: Uint8Array,
): ReportedFinding[] {
  let line = 1;
  let lineStart = 0;
  return findings.map(({ detector, offset, length, confidence }) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = end + 1;
    }
    const fingerprint = fingerprintOf(text.slice(offset, offset + length), key);
    return { path, detector, offset, length, line, column: offset - lineStart + 1, confidence, fingerprint };
  });
}

/**
 * Returns `k1:` and 128 bits of HMAC-SHA-256 of the value's UTF-8 under the user's key.
 *
 * Tells equal values without telling the value: without the key nothing can be tried out.
 */
export function fingerprintOf(value: string, key: Uint8Array): string {
  return `k1:${createHmac('sha256', key).update(value, 'utf8').digest('hex').slice(0, 32)}`;
}
