/** Notes survive what git does to histories. Many more of them: test/soak/histories.ts. */

import { checkHistory, rewrites } from './histories';

describe('notes of rewritten histories', () => {
  for (const [seed, rewrite] of rewrites.entries()) {
    it(`keeps them through ${rewrite}`, () => checkHistory(rewrite, seed + 1, 2));
  }
});
