/** The committed kernel is the one its source compiles to. */

import assert from 'node:assert/strict';
import { compileKernel } from '../../../../../scripts/generateKernel';
import committed from '../../../../../server/engine/detect/kernel/kernelCode.json';

describe('kernel', () => {
  it("is what its source yields; else run 'npx tsx scripts/generateKernel.ts'", () => {
    assert.equal(committed, compileKernel());
  });
});
