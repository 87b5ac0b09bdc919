/**
 * Scanners for policies: one over all detectors that some layer's rules name.
 */

import { compileDetectors } from '../detect/compile';
import type { Detector, Scanner } from '../detect/types';

const keys = new WeakMap<Detector, string>();
const scanners = new Map<string, Scanner>();
const maxScanners = 64;

/**
 * Returns a scanner. One over equal detectors is kept, as their automaton is the dearest part of compiling a policy and
 * policies change more often than their detectors.
 */
export function scannerFor(detectors: readonly Detector[]): Scanner {
  const key = detectors.map(keyOf).join('\n');
  const scanner = scanners.get(key) ?? compileDetectors(detectors, { vet: false }).scanner;
  // Set anew, the one used last is the last to go.
  scanners.delete(key);
  scanners.set(key, scanner);
  const [oldest] = scanners.keys();
  if (scanners.size > maxScanners && oldest !== undefined) scanners.delete(oldest);
  return scanner;
}

function keyOf(detector: Detector): string {
  const known = keys.get(detector);
  if (known !== undefined) return known;
  const key = JSON.stringify(detector);
  keys.set(detector, key);
  return key;
}
