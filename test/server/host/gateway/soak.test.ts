/** A short run of test/soak/gateway.ts: many streams at once, none lost, mixed up or kept in memory. */

import assert from 'node:assert/strict';
import { soakGateway } from '../../../soak/gateway';

describe('many streams through the gateway', () => {
  it('200 at once for eight seconds: each its own answer, memory as before', async () => {
    const { answers, faults, before, after } = await soakGateway(8, 200);
    assert.deepEqual(faults, []);
    assert.ok(answers > 200, `${answers} answers`);
    assert.ok(after <= before * 1.2, `${before} bytes before, ${after} after`);
  }).timeout(120_000);
});
