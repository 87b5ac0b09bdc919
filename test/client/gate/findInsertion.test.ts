/** Finding the insertion among what changed during an accept, with and without the editor's own word. */

import assert from 'node:assert/strict';
import { findInsertion, type SeenChange } from '../../../client/gate/findInsertion';

const change = (text: string, source?: string, removed = 0): SeenChange => ({
  changes: [{ offset: 0, removed, text }],
  ...(source === undefined ? {} : { source }),
});

describe('findInsertion', () => {
  it('finds nothing where nothing changed', () => {
    assert.deepEqual(findInsertion([]), []);
  });

  it('takes the one change there is, even a single character', () => {
    assert.deepEqual(findInsertion([change('x')]), [0]);
  });

  it('leaves keys out that were pressed before or after', () => {
    assert.deepEqual(findInsertion([change('x'), change('const a = 1;'), change('y')]), [1]);
    assert.deepEqual(findInsertion([change('()'), change('return')]), [1]);
  });

  it('takes the last of several single characters', () => {
    assert.deepEqual(findInsertion([change('x'), change('y')]), [1]);
  });

  it("believes the editor's word, and takes what follows an accept as part of it", () => {
    const seen = [
      change('long typed text', 'cursor'),
      change('', 'inlineCompletionAccept', 3),
      change('for', 'snippet'),
      change('z', 'cursor'),
    ];
    assert.deepEqual(findInsertion(seen), [1, 2]);
    assert.deepEqual(findInsertion([change('word', 'inlineCompletionPartialAccept')]), [0]);
  });

  it('takes what the editor calls typed for typed', () => {
    assert.deepEqual(findInsertion([change('pasted text', 'cursor')]), []);
  });
});
