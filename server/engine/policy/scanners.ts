/**
 * Scanners for policies: one over all detectors that some layer's rules name.
 */

import { compileDetectors } from '../detect/compile';
import type { Detector, Scanner } from '../detect/types';

const keys = new WeakMap<Detector, number>();
const numbers = new Map<string, number>();
/** Beyond so many, equal ones are numbered anew: a scanner more is made. */
const maxNumbers = 20_000;
/** Lists that are shared need not be compared. */
const byList = new WeakMap<readonly Detector[], Scanner>();
const scanners = new Map<string, Scanner>();
const maxScanners = 32;

/**
 * Returns a scanner. One over equal detectors is kept, as their automaton is the dearest part of compiling a policy and
 * policies change more often than their detectors.
 */
export function scannerFor(detectors: readonly Detector[]): Scanner {
  const known = byList.get(detectors);
  if (known !== undefined) return known;
  const key = detectors.map(keyOf).join(' ');
  const scanner = scanners.get(key) ?? compileDetectors(detectors, { vet: false }).scanner;
  // Set anew, the one used last is the last to go.
  scanners.delete(key);
  scanners.set(key, scanner);
  const [oldest] = scanners.keys();
  if (scanners.size > maxScanners && oldest !== undefined) scanners.delete(oldest);
  byList.set(detectors, scanner);
  return scanner;
}

/** Returns a number that equal detectors share. */
function keyOf(detector: Detector): number {
  const known = keys.get(detector);
  if (known !== undefined) return known;
  const text = JSON.stringify(detector);
  const number = numbers.get(text) ?? next++;
  if (numbers.size >= maxNumbers) numbers.clear();
  numbers.set(text, number);
  keys.set(detector, number);
  return number;
}

let next = 0;
