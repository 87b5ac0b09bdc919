/** Property: the combined edit covers what the edits did, so that outside of it the two texts are equal. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { combineEdits, type Edit } from '../../../server/lsp/edit';

const step = fc.record({ at: fc.nat(40), remove: fc.nat(10), insert: fc.string({ maxLength: 8 }) });

describe('combineEdits', () => {
  it('covers any series of edits', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(step, { minLength: 1, maxLength: 6 }), (before, steps) => {
        let text = before;
        let combined: Edit | undefined;
        for (const { at, remove, insert } of steps) {
          const offset = Math.min(at, text.length);
          const removed = Math.min(remove, text.length - offset);
          text = text.slice(0, offset) + insert + text.slice(offset + removed);
          combined = combineEdits(combined, { offset, removed, inserted: insert.length });
        }
        const { offset, removed, inserted } = combined as Edit;
        assert.equal(before.slice(0, offset), text.slice(0, offset));
        assert.equal(before.slice(offset + removed), text.slice(offset + inserted));
        assert.ok(offset + removed <= before.length && offset + inserted <= text.length);
      }),
    );
  });
});
