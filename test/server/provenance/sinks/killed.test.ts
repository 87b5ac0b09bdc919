/** A short run of the soak that kills a collector's process; the long one is `npm run test:soak`. */

import assert from 'node:assert/strict';
import { killCollector } from '../../../soak/sinkKill';

describe('a collector that is killed', () => {
  it('has every entry in the end, in order', async () => {
    const { entries, repeated } = await killCollector(3, 1);
    assert.equal(entries, 1800);
    assert.ok(repeated > 0, 'a batch was noted and not answered');
  });
});
