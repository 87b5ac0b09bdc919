/** What happens to an accept before anything is inserted. */

import assert from 'node:assert/strict';
import { admit, isLowest } from '../../../client/gate/admit';
import type { ClassificationParams, InsertionVerdict } from '../../../server/lsp/protocol';

const classified = (rank: number, insertion: Partial<InsertionVerdict> = {}, categories: string[] = []) =>
  ({
    uri: 'file:///a.ts',
    version: 1,
    label: { level: `level-${rank}`, categories },
    rank,
    levelCount: 4,
    reasons: [],
    insertion: { effect: 'allow', enforced: true, message: '', ...insertion },
    deniedTools: [],
    allowedTools: [],
    unknownToolAllowed: false,
  }) satisfies ClassificationParams;

describe('admit', () => {
  const blocked = classified(3, { effect: 'block', message: 'no' });

  it('refuses at once where the label forbids it, with the reason, service or not', () => {
    for (const connected of [true, false]) {
      assert.deepEqual(admit(blocked, connected), { kind: 'refuse', message: 'no', cause: 'policy' });
    }
  });

  it('obeys an observed policy as if it allowed', () => {
    assert.equal(admit(classified(3, { effect: 'block', enforced: false }), true).kind, 'admit');
  });

  it('lets warn and ask in, to be settled by what was inserted', () => {
    for (const effect of ['allow', 'warn', 'ask'] as const) {
      assert.equal(admit(classified(2, { effect }), true).kind, 'admit');
    }
  });

  it('asks where nothing is known', () => {
    assert.equal(admit(undefined, true).kind, 'ask');
  });

  it('is closed without the service, for all but the lowest label', () => {
    assert.equal(admit(undefined, false).kind, 'refuse');
    assert.equal(admit(classified(1), false).kind, 'refuse');
    assert.equal(admit(classified(0, {}, ['pci']), false).kind, 'refuse');
    assert.equal(admit(classified(0), false).kind, 'admit');
    assert.equal(isLowest(undefined), false);
  });
});
