/** What an edit takes out of a policy's text, and what it leaves. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PathSegments, parsePolicyDocument } from '../../../../server/engine/policy/document';
import {
  addFieldAfter,
  applyEdits,
  type Edit,
  moveItem,
  removeValue,
  replaceValue,
} from '../../../../server/engine/policy/edits';
import { choices, pathsIn, type Value, value, writeYaml } from './randomYaml';

const open = (text: string) => parsePolicyDocument(text, 'p');

function edited(text: string, edits: readonly Edit[] | undefined): string {
  assert.ok(edits, 'the edit can be made');
  return applyEdits(text, edits);
}

function removed(text: string, ...segments: PathSegments): string {
  return edited(text, removeValue(open(text), segments));
}

const runs = { numRuns: 2000 };

describe('removeValue', function () {
  this.timeout(60_000);

  const cases: readonly [string, string, PathSegments, string][] = [
    [
      'a block item with the comments that are about it',
      'a:\n  - x\n  # of y\n  - y # why\n    # more\n  # of z\n  - z\n',
      ['a', 1],
      'a:\n  - x\n  # of z\n  - z\n',
    ],
    ['a field of several lines', 'a: 1\nb:\n  - x\n  - y\nc: 2\n', ['b'], 'a: 1\nc: 2\n'],
    ['the first field behind a dash', 'a:\n  - id: x\n    b: 1\n  - c\n', ['a', 0, 'id'], 'a:\n  - b: 1\n  - c\n'],
    ['a block scalar', 'a: |\n  # no comment\n\n  x\nb: 1\n', ['a'], 'b: 1\n'],
    ['no blank line that a block scalar keeps', 'a: |+\n  x\n\nb: 1\n', ['b'], 'a: |+\n  x\n\n'],
    ['no line of a block scalar above', 'a:\n  - |\n    x\n  # of y\n  - y\n', ['a', 1], 'a:\n  - |\n    x\n'],
    ['one blank line of two', 'a: 1\n\nb: 2\n\nc: 3\n', ['b'], 'a: 1\n\nc: 3\n'],
    ['the blank line before the last', 'a: 1\n\nb: 2\n', ['b'], 'a: 1\n'],
    ['the last item without a line break', 'a: 1\nb: 2', ['b'], 'a: 1\n'],
    ['CRLF', 'a:\r\n  - x\r\n  - y\r\n', ['a', 0], 'a:\r\n  - y\r\n'],
    ['the first of a flow list', 'a: [x, y]', ['a', 0], 'a: [y]'],
    ['the last of a flow list', 'a: [x, y] # c', ['a', 1], 'a: [x] # c'],
    ['the middle of a flow mapping', '{ a: 1, b: [2], c: 3 }', ['b'], '{ a: 1, c: 3 }'],
    ['JSON', '{"a":1,"b":2}', ['b'], '{"a":1}'],
    ['a line of a flow list', 'a: [\n  x, # of x\n  # of y\n  y,\n  z,\n]', ['a', 1], 'a: [\n  x, # of x\n  z,\n]'],
    ['the comma before the last line', 'a: [\n  x, # of x\n  y # of y\n]', ['a', 1], 'a: [\n  x # of x\n]'],
    ['an only item with its key', 'a: 1\nb: { c: [x] }\n', ['b', 'c', 0], 'a: 1\n'],
    ['not the header of the document', '# header\na: 1\nb: 2\n', ['a'], '# header\nb: 2\n'],
  ];
  for (const [what, before, segments, after] of cases) {
    it(`takes out ${what}`, () => assert.equal(removed(before, ...segments), after));
  }

  it('changes nothing that counts elsewhere too', () => {
    for (const [text, ...segments] of [
      ['a: &x [1, 2]\nb: *x\n', 'a', 0],
      ['a: &x [1, 2]\nb: *x\n', 'b', 0],
      ['a: &x [1, 2]\nb: *x\n', 'a'],
      ['a: 1\n', 'b'],
      ['a: 1\n', 'a'],
    ] as const) {
      assert.equal(removeValue(open(text), segments), undefined, text);
    }
    assert.equal(removed('a: &x [1, 2]\nb: *x\n', 'b'), 'a: &x [1, 2]\n');
  });

  it('leaves every other value as it was, in any style', () => {
    let done = 0;
    fc.assert(
      fc.property(value, choices, fc.nat(), (node, chooser, pick) => {
        const text = writeYaml(node, chooser());
        const document = open(text);
        assert.deepEqual(document.value, node, `the test writes what it means: ${text}`);
        const paths = pathsIn(node);
        const segments = paths[pick % paths.length];
        if (segments === undefined) return;
        const expected = without(node, segments);
        const edits = removeValue(document, segments);
        if (expected === undefined) return assert.equal(edits, undefined);
        const after = open(edited(text, edits));
        assert.deepEqual([after.problems, after.value], [[], expected], JSON.stringify([text, after.text, segments]));
        done++;
      }),
      runs,
    );
    assert.ok(done > runs.numRuns / 3);
  });
});

describe('replaceValue', () => {
  it('keeps the quotes and writes new ones where they are needed', () => {
    const text = `a: [x, "y", 'z']\nkey: 1\n`;
    const replaced = (word: string, segments: PathSegments, at?: 'key') =>
      edited(text, replaceValue(open(text), segments, word, at));
    assert.equal(replaced('new', ['a', 0]), `a: [new, "y", 'z']\nkey: 1\n`);
    assert.equal(replaced('**', ['a', 0]), `a: ["**", "y", 'z']\nkey: 1\n`);
    assert.equal(replaced('q"', ['a', 1]), `a: [x, "q\\"", 'z']\nkey: 1\n`);
    assert.equal(replaced("it's", ['a', 2]), `a: [x, "y", 'it''s']\nkey: 1\n`);
    assert.equal(replaced('word', ['key'], 'key'), `a: [x, "y", 'z']\nword: 1\n`);
    assert.equal(replaceValue(open(text), ['a'], 'x'), undefined);
  });
});

describe('addFieldAfter', () => {
  const added = (text: string, ...segments: PathSegments): string =>
    edited(text, addFieldAfter(open(text), segments, 'b', 'x'));

  it('writes a line, or what belongs into brackets', () => {
    assert.equal(added('- a: 1 # c\n  c: 2\n', 0, 'a'), '- a: 1 # c\n  b: x\n  c: 2\n');
    assert.equal(added('a: 1', 'a'), 'a: 1\nb: x');
    assert.equal(added('a: 1\r\nc: 2\r\n', 'a'), 'a: 1\r\nb: x\r\nc: 2\r\n');
    assert.equal(added('- { a: 1, c: 2 }', 0, 'a'), '- { a: 1, b: x, c: 2 }');
    assert.equal(added('{"a":1}', 'a'), '{"a":1, "b": "x"}');
  });

  it('writes nothing where the text counts elsewhere too, or another form is needed', () => {
    for (const text of ['a: &x { a: 1 }\nb: *x', 'a: { a: [1] }', 'a:\n  a: |\n    1\n', 'a: 1']) {
      assert.equal(addFieldAfter(open(text), ['a', 'a'], 'b', 'x'), undefined, text);
    }
  });
});

describe('moveItem', () => {
  it('moves an item with its comments', () => {
    const moved = (text: string) => edited(text, moveItem(open(text), ['a'], 2, 1));
    assert.equal(moved('a: [x, y, z]'), 'a: [x, z, y]');
    assert.equal(
      moved('a:\n  - x\n\n  # of y\n  - y\n  # of z\n  - z # z'),
      'a:\n  - x\n\n  # of z\n  - z # z\n  # of y\n  - y\n',
    );
  });

  it('moves no alias before what it stands for', () => {
    const text = 'a: [&x [1], 2, { b: *x }]';
    assert.equal(moveItem(open(text), ['a'], 2, 0), undefined);
    assert.equal(edited(text, moveItem(open(text), ['a'], 1, 0)), 'a: [2, &x [1], { b: *x }]');
  });

  it('changes nothing but the order, in any style', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 4 }),
        choices,
        fc.nat(),
        fc.nat(),
        (list, chooser, a, b) => {
          const from = 1 + (a % (list.length - 1));
          const before = b % from;
          const text = writeYaml({ list }, chooser());
          const edits = moveItem(open(text), ['list'], from, before);
          if (edits === undefined) return;
          const expected = [...list];
          expected.splice(before, 0, ...expected.splice(from, 1));
          const after = open(edited(text, edits));
          assert.deepEqual([after.problems, after.value], [[], { list: expected }], JSON.stringify([text, after.text]));
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Returns the value without what stands at the path, and without what that leaves empty; `undefined` for nothing left. */
function without(node: Value, [segment, ...others]: PathSegments): Value | undefined {
  const entries: [string, Value][] = Object.entries(node as object);
  const left = entries.flatMap(([key, item]): [string, Value][] => {
    if (key !== String(segment)) return [[key, item]];
    const rest = others.length === 0 ? undefined : without(item, others);
    return rest === undefined ? [] : [[key, rest]];
  });
  if (left.length === 0) return undefined;
  return Array.isArray(node) ? left.map(([, item]) => item) : Object.fromEntries(left);
}
