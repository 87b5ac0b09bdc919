/**
 * The built-in detectors: the data of policies/detectors, bundled as generated JSON.
 */

import generated from './detectors.generated.json';
import type { Detector } from './types';

/** Every built-in detector, by family and name. The test suite has vetted them: compile them without. */
export const builtinDetectors: readonly Detector[] = generated as readonly Detector[];

const builtin: ReadonlySet<Detector> = new Set(builtinDetectors);

/** Reports whether the detector is one of them, and no other of its id. */
export function isBuiltin(detector: Detector): boolean {
  return builtin.has(detector);
}
