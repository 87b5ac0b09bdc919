/** The JSON reader against the platform's own, and what it refuses beyond that. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deepest, readJson } from '../../../../server/gateway/request/json';

const spaces = fc.constantFrom('', ' ', '\n\t');

describe('json reader', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (source) => {
        const read = readJson(source);
        if ('fault' in read) assert.match(read.fault, /__proto__/);
        else assert.deepEqual(read.value, JSON.parse(source));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const edit = fc.record({
      at: fc.nat(),
      removed: fc.nat(3),
      inserted: fc.constantFrom('', '"', '\\', ',', '{', '\u0001', '1'),
    });
    fc.assert(
      fc.property(fc.json(), edit, (json, { at, removed, inserted }) => {
        const from = at % (json.length + 1);
        const source = json.slice(0, from) + inserted + json.slice(from + removed);
        let expected: unknown;
        try {
          expected = JSON.parse(source);
        } catch {
          assert.ok('fault' in readJson(source), source);
          return;
        }
        const read = readJson(source);
        if ('fault' in read) assert.match(read.fault, /twice|__proto__/);
        else assert.deepEqual(read.value, expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells where each string and key stands', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
        spaces,
        (object, space) => {
          const source = JSON.stringify(object, undefined, space).replaceAll('/', '\\/');
          const read = readJson(source);
          if ('fault' in read) return;
          for (const { text, from, to } of read.texts) assert.equal(JSON.parse(source.slice(from, to)), text);
          assert.deepEqual(
            read.texts.map(({ text }) => text),
            Object.entries(JSON.parse(source)).flat(),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('tells where long numbers stand', () => {
    assert.deepEqual(readJson('[1, 4111111111111111]'), {
      value: [1, 4111111111111111],
      texts: [{ kind: 'number', text: '4111111111111111', from: 4, to: 20 }],
    });
  });

  for (const [what, source, at] of [
    ['a key that comes twice', '{"a":1,"b":{"a":2},"a":3}', 19],
    ['a key that comes twice in other letters', '{"a":1,"\\u0061":3}', 7],
    ['__proto__', '{"__proto__":1}', 1],
    ['nesting without end', `${'['.repeat(deepest + 1)}${']'.repeat(deepest + 1)}`, deepest],
    ['a million brackets', '['.repeat(1_000_000), deepest],
    ['strings without end', `[${'"",'.repeat(250_001)}1]`, 1 + 3 * 250_000],
    ['an open string', '{"a": "b', 6],
    ['a string that ends in a backslash', '"a\\', 0],
    ['more than one value', '{} {}', 3],
    ['nothing', '', 0],
    ['a byte order mark', '\ufeff{}', 0],
  ] as const) {
    it(`refuses ${what} and says where`, () => {
      const read = readJson(source);
      assert.ok('fault' in read);
      assert.equal(read.at, at);
    });
  }

  it('reads a megabyte of escapes in one pass', () => {
    const source = JSON.stringify(Array.from({ length: 1000 }, () => '\n"\\'.repeat(300)));
    assert.ok('value' in readJson(source));
  });
});
