/**
 * The built-in detectors: the data of policies/detectors, bundled as generated JSON, and what would take a start long to
 * find out about them.
 */

import generated from './detectors.generated.json';
import startup from './startup.generated.json';
import type { Detector } from './types';

/** Every built-in detector, by family and name. The test suite has vetted them: compile them without. */
export const builtinDetectors: readonly Detector[] = generated as readonly Detector[];

const builtin: ReadonlySet<Detector> = new Set(builtinDetectors);

/** Reports whether the detector is one of them, and no other of its id. */
export function isBuiltin(detector: Detector): boolean {
  return builtin.has(detector);
}

/** Where in each of their keywords the bytes stand that it is looked up by. */
export const builtinOffsets: readonly number[] = startup.offsets;

/** Reports whether one of them can't match ASCII text; of any other detector nothing is known. */
export function isKnownNonAscii(detector: Detector): boolean | undefined {
  return isBuiltin(detector) ? startup.nonAscii.includes(detector.id) : undefined;
}
