/**
 * Every check a built-in detector names earns its place: without it some example of that detector fails.
 */

import assert from 'node:assert/strict';
import { builtinDetectors } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import type { ContextWords, Detector } from '../../../../server/engine/detect/types';

/** Returns the detector without one of its tests, each in turn, with the name of what is missing. */
function* mutantsOf(detector: Detector): Generator<readonly [string, Detector]> {
  const { validate = [], entropy, context, ...rest } = detector;
  const whole = { ...rest, ...(context && { context }), ...(entropy !== undefined && { entropy }) };
  for (const name of validate) {
    yield [`validate ${name}`, { ...whole, validate: validate.filter((each) => each !== name) }];
  }
  if (entropy !== undefined) yield ['entropy', { ...rest, ...(context && { context }), validate }];
  if (context?.required === true) {
    const { required: _, ...softer } = context;
    yield ['context.required', { ...whole, validate, context: softer as ContextWords }];
  }
}

function holds(detector: Detector): boolean {
  const { scanner } = compileDetectors([detector], { vet: false });
  const { match = [], ignore = [] } = detector.examples ?? {};
  const isFound = (text: string) => scanner.scan(text).findings.some(({ detector: id }) => id === detector.id);
  return match.every(isFound) && !ignore.some(isFound);
}

describe("built-in detectors' checks", () => {
  it('are all needed by some example', () => {
    const idle = builtinDetectors.flatMap((detector) =>
      [...mutantsOf(detector)].flatMap(([what, mutant]) => (holds(mutant) ? [`${detector.id}: ${what}`] : [])),
    );
    assert.deepEqual(idle, []);
  }).timeout(60_000);
});
