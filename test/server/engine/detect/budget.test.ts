/** The work of a scan stays within its budget, whatever the text; work is counted, never timed. */

import assert from 'node:assert/strict';
import { builtinDetectors } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import { type CompiledDetector, prepare } from '../../../../server/engine/detect/look';
import { type Budget, createScanner } from '../../../../server/engine/detect/scanner';
import { generalInputs, inputsFor, type NamedText } from '../../../bench/adversarialInputs';

const size = 20_000;
const budget: Budget = { fixed: 20_000, perCodeUnit: 1 };
/** One look more than allowed is begun at most: around a keyword, or a piece of a line. */
const oneLook = 20_000;

/** Returns detectors that add up the work of their looks, and the sum so far. */
function counted(detectors: readonly CompiledDetector[]): { all: CompiledDetector[]; work: () => number } {
  let work = 0;
  const all = detectors.map((detector): CompiledDetector => {
    return {
      ...detector,
      aroundKeyword: () => (text, start, end, path, take) => {
        const spent = detector.aroundKeyword()(text, start, end, path, take);
        work += spent;
        return spent;
      },
      inSlice: () => (text, slice, path, take) => {
        const spent = detector.inSlice()(text, slice, path, take);
        work += spent;
        return spent;
      },
    };
  });
  return { all, work: () => work };
}

describe('the work budget', () => {
  const { all, work } = counted(builtinDetectors.map(prepare));
  const scanner = createScanner(all, budget);
  const limit = budget.fixed + budget.perCodeUnit * size;
  const lines = builtinDetectors.filter(
    ({ keywords = [], shapes = [] }) => keywords.length + shapes.length === 0,
  ).length;
  const check = (texts: readonly NamedText[]): void => {
    for (const [name, text] of texts) {
      const before = work();
      const { exhausted } = scanner.scan(text);
      const spent = work() - before;
      // A detector without keywords looks at its first piece before it is told that the budget has ended.
      assert.ok(spent <= limit + oneLook * (lines + 1), `${name}: ${spent} of ${limit}`);
      if (spent > limit) assert.ok(exhausted, `${name} spent ${spent} and isn't exhausted`);
    }
  };

  it('ends scans of texts made to hurt any detector', () => check(generalInputs(size)));

  for (const family of ['secret', 'pii', 'marker', 'hidden-unicode']) {
    it(`ends scans of texts made to hurt each detector: ${family}`, () => {
      const some = builtinDetectors
        .filter(({ id }) => id.startsWith(`${family}/`))
        .filter((_, index) => index % 24 === 0);
      for (const detector of some) check(inputsFor(detector, size));
    });
  }

  it('is the same for the same text', () => {
    const { scanner: usual } = compileDetectors(builtinDetectors, { vet: false });
    const [, text] = generalInputs(size).find(([name]) => name === 'assignments on one line')!;
    assert.deepEqual(usual.scan(text), usual.scan(text));
  });
});
