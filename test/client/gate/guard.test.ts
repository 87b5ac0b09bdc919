/** The guard that notices a refused text coming back by undo or redo. */

import assert from 'node:assert/strict';
import { applyChanges } from '../../../client/gate/changes';
import { Guard } from '../../../client/gate/guard';

describe('Guard', () => {
  const uri = 'file:///a.ts';
  const before = 'one two';

  it('takes out what came back, wherever it stands in the change', () => {
    const guard = new Guard();
    guard.remember(uri, 'SECRET-1');
    const changes = [
      { offset: 4, removed: 0, text: '[SECRET-1]' },
      { offset: 0, removed: 1, text: 'xx' },
    ];
    const after = applyChanges(before, changes);
    assert.equal(applyChanges(after, guard.answer(uri, changes)), 'xxne []two');
  });

  it('knows its documents, and forgets the closed', () => {
    const guard = new Guard();
    guard.remember(uri, 'SECRET-1');
    const changes = [{ offset: 0, removed: 0, text: 'SECRET-1' }];
    assert.deepEqual(guard.answer('file:///b.ts', changes), []);
    guard.forget(uri);
    assert.deepEqual(guard.answer(uri, changes), []);
  });

  it('lets texts alone that stand everywhere', () => {
    const guard = new Guard();
    guard.remember(uri, 'if (');
    assert.deepEqual(guard.answer(uri, [{ offset: 0, removed: 0, text: 'if (a)' }]), []);
  });
});
