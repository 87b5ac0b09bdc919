/**
 * Where the documentation of a detector is: one page a family, one heading a detector. Knows no page's content.
 */

import { builtinDetectors } from '../engine/detect/builtin';
import type { Detector } from '../engine/detect/types';

const builtin = new Set(builtinDetectors.map(({ id }) => id));

/**
 * Returns a detector's page: ours for a built-in one, its own first reference for one of the policy, if it has any.
 */
export function docsPageOf(id: string, detector: Detector | undefined, docsBase: string): string | undefined {
  if (builtin.has(id)) {
    const [family = id, ...name] = id.split('/');
    return `${docsBase}/detectors/${family}.md#${name.join('-')}`;
  }
  return detector?.references?.find((reference) => reference.startsWith('https://'));
}
