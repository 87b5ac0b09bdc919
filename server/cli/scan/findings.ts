/** A scan's findings as they are reported: with a fingerprint, never with the value. */

import { createHmac } from 'node:crypto';
import type { Confidence } from '../../engine/detect/types';
import type { Seen } from './lookInto';

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

/** A finding that a comment quiets, with the comment's reason. */
export interface SuppressedFinding extends ReportedFinding {
  readonly justification: string;
}

const ranks: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

/** Reports whether a confidence is at least the other. */
export function isAtLeast(confidence: Confidence, least: Confidence): boolean {
  return ranks[confidence] >= ranks[least];
}

/** Returns a finding as reported. */
export function toReported(path: string, seen: Seen, key: Uint8Array): ReportedFinding {
  const { detector, offset, length, line, column, confidence, value } = seen;
  return { path, detector, offset, length, line, column, confidence, fingerprint: fingerprintOf(value, key) };
}

/**
 * Returns `k1:` and 128 bits of HMAC-SHA-256 of the value's UTF-8 under the user's key.
 *
 * Tells equal values without telling the value: without the key nothing can be tried out. It names the value alone, so
 * it is the same wherever the value moves and whichever detector sees it.
 */
export function fingerprintOf(value: string, key: Uint8Array): string {
  return `k1:${createHmac('sha256', key).update(value, 'utf8').digest('hex').slice(0, 32)}`;
}
