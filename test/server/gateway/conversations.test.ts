/** The memory of conversations is bounded, and keeps what was used last. */

import assert from 'node:assert/strict';
import { createConversations } from '../../../server/gateway/conversations';
import { upstream } from './gatewayRig';

const conversation = (text: string) => ({ text, placeholders: new Map() });

describe('conversations', () => {
  it('are told apart by upstream and id', () => {
    const known = createConversations();
    known.set(upstream, 'a', conversation('one'));
    assert.equal(known.get(upstream, 'a')?.text, 'one');
    assert.equal(known.get(upstream, 'b'), undefined);
    assert.equal(known.get({ ...upstream, name: 'other' }, 'a'), undefined);
  });

  it('are dropped where there are too many, the longest unused first', () => {
    const known = createConversations();
    known.set(upstream, 'first', conversation('x'));
    for (let i = 0; i < 255; i++) known.set(upstream, `${i}`, conversation('x'));
    known.get(upstream, 'first');
    known.set(upstream, 'last', conversation('x'));
    assert.ok(known.get(upstream, 'first'));
    assert.equal(known.get(upstream, '0'), undefined);
    assert.ok(known.get(upstream, '1'));
  });

  it('are dropped where they are too large', () => {
    const known = createConversations();
    const large = 'x'.repeat(3 * 1024 * 1024);
    for (const id of ['a', 'b', 'c']) known.set(upstream, id, conversation(large));
    assert.deepEqual(
      ['a', 'b', 'c'].map((id) => known.get(upstream, id) !== undefined),
      [false, true, true],
    );
    known.set(upstream, 'b', conversation('small'));
    known.set(upstream, 'd', conversation(large));
    assert.equal(known.get(upstream, 'b')?.text, 'small');
    assert.ok(known.get(upstream, 'c'));
  });
});
