/** Names in other letters that look like another name of the same text. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findConfusableNames } from '../../../../../server/engine/detect/confusables/confusableNames';
import { latinLookAlike, latinSkeleton } from '../../../../../server/engine/detect/confusables/skeleton';
import type { DocumentPassTools } from '../../../../../server/engine/detect/documentPasses';
import type { Finding } from '../../../../../server/engine/detect/types';

/** `coasx` and `copy` in Cyrillic letters. */
const coasx = '\u0441\u043e\u0430\u0455\u0445';
const copy = '\u0441\u043e\u0440\u0443';

function run(text: string, tools: Partial<DocumentPassTools> = {}): readonly string[] {
  const found: Finding[] = [];
  findConfusableNames(text, {
    path: undefined,
    isAscii: false,
    depth: 0,
    wants: () => true,
    spansIn: (find) => find(text, 0, text.length),
    scan: () => [],
    spend: () => true,
    ...tools,
    found: (finding) => found.push(finding),
  });
  return found.map(({ offset, length }) => text.slice(offset, offset + length));
}

describe('names that look like another of the same text', () => {
  it('are found wherever the other one stands', () => {
    assert.deepEqual(run(`let coasx = 1;\nuse(${coasx});`), [coasx]);
    assert.deepEqual(run(`use(${coasx}, ${coasx});\nlet coasx;`), [coasx, coasx]);
  });

  it('are left alone where no other name looks so', () => {
    assert.deepEqual(run(`use(${coasx});\nlet coast;`), []);
    assert.deepEqual(run('// \u043f\u0440\u0438\u0432\u0435\u0442\nlet coasx;'), []);
  });

  it('are left alone within a sentence of their own alphabet', () => {
    assert.deepEqual(run(`// \u044d\u0442\u043e ${copy} \u0438 \u0440\u043e\u0441\u0442\ncopy(x);`), []);
  });

  it('cost nothing in text of ASCII or of another purpose', () => {
    const spend = () => assert.fail('spent work');
    assert.deepEqual(run('let coasx = 1; // plain', { spend, isAscii: true }), []);
    assert.deepEqual(run(coasx, { spend, wants: () => false }), []);
    assert.deepEqual(run(coasx, { spend, depth: 1 }), []);
  });

  it('are not looked for beyond the budget', () => {
    assert.deepEqual(run(`coasx ${coasx}`, { spend: () => false }), []);
  });
});

describe('skeletons', () => {
  it('fold letters, forms, invisible characters and look-alike digits', () => {
    assert.equal(latinSkeleton('\u0455\u0441\u043e\u0440\u0435'), 'scope');
    assert.equal(latinSkeleton('\uff41\u200bb\u2110'), 'abl');
    assert.equal(latinSkeleton('I1l0O'), 'lllOO');
    assert.equal(latinSkeleton('\u0436'), undefined);
    assert.equal(latinLookAlike('\u0410'), 'A');
  });

  it('of ASCII names stay ASCII and are their own skeletons', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w$]{1,20}$/), (name) => {
        const skeleton = latinSkeleton(name)!;
        return latinSkeleton(skeleton) === skeleton && skeleton.length === name.length;
      }),
    );
  });
});
