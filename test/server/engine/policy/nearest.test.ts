/** Which name is taken for a slip of the hand. */

import assert from 'node:assert/strict';
import { nearest, suggest } from '../../../../server/engine/policy/nearest';

describe('nearest', () => {
  const known = ['public', 'internal', 'confidential', 'label', 'id'];
  const cases: readonly [string, string | undefined][] = [
    ['publc', 'public'],
    ['PUBLIC', 'public'],
    ['lable', 'label'],
    ['confidental', 'confidential'],
    ['secret', undefined],
    ['x', undefined],
    ['', undefined],
    ['public'.repeat(100_000), undefined],
  ];
  for (const [name, expected] of cases) {
    it(`${name.slice(0, 20)} → ${expected}`, () => assert.equal(nearest(name, known), expected));
  }

  it('prefers the nearest of several', () => assert.equal(nearest('models', ['model', 'models', 'modes']), 'models'));

  it('gives up among too many', () => {
    const names = Array.from({ length: 200_000 }, (_, index) => `name-${index}`);
    assert.notEqual(nearest('name-x', names), undefined);
    assert.equal(nearest('other', [...names, 'othr']), undefined);
  });
});

describe('suggest', () => {
  it('names what was meant, or what else to do', () => {
    assert.deepEqual(suggest('modle', ['model'], 'else'), { hint: "did you mean 'model'?", suggestion: 'model' });
    assert.deepEqual(suggest('modle', ['rule'], 'else'), { hint: 'else' });
  });
});
