/** The user's setting with our part in it. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { missingGroups, ownPart, withGroups } from '../../../client/context/suppression';

const groups = fc.array(fc.constantFrom('a.b', 'completions', 'nes', 'c.d'), { maxLength: 4 });
const own = fc.constantFrom('', 'x.y', 'x.y, z', 'x.y,', ' ', 'a.b');

describe('suppression', () => {
  it("gives the user's own value back unchanged, after any number of windows", () => {
    fc.assert(
      fc.property(own, fc.array(groups, { maxLength: 5 }), (value, rounds) => {
        const last = rounds.reduce<string>((current, each) => withGroups(current, each), value);
        assert.equal(ownPart(last), value);
        assert.equal(withGroups(last, []), value);
      }),
    );
  });

  it('suppresses all that is asked for', () => {
    fc.assert(
      fc.property(own, groups, (value, wanted) => {
        assert.deepEqual(missingGroups(withGroups(value, wanted), wanted), []);
      }),
    );
  });

  it('says what a value in force lets in', () => {
    assert.deepEqual(missingGroups('a.b', ['a.b', 'nes']), ['nes']);
    assert.deepEqual(missingGroups('', ['nes']), ['nes']);
  });

  it('mends a value whose end mark is gone', () => {
    assert.equal(ownPart('x.y,portcullis-begin,a.b'), 'x.y');
  });
});
