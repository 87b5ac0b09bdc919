/** Segment tracking against a naive oracle that colours every single character. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges, type Change, differenceOf, trimChange } from '../../../client/gate/changes';
import { removalOf, returnOf, segmentsOf, textOf, trackSegments, withoutSegments } from '../../../client/gate/segments';

/** One character of a coloured text: who wrote it. */
interface Cell {
  readonly char: string;
  readonly inserted: boolean;
}

const words = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é', '😀'), maxLength: 6 });

/** A batch of changes that don't overlap, for a text of some length, from numbers without meaning of their own. */
const batch = fc.array(fc.record({ gap: fc.nat(5), removed: fc.nat(4), text: words }), { minLength: 1, maxLength: 3 });

function place(drawn: readonly { gap: number; removed: number; text: string }[], length: number): Change[] {
  const changes: Change[] = [];
  let offset = 0;
  for (const { gap, removed, text } of drawn) {
    // At least one character lies between two changes, as the editor merges those that touch.
    const start = offset + gap + (changes.length > 0 ? 1 : 0);
    if (start > length) break;
    const end = Math.min(length, start + removed);
    changes.push({ offset: start, removed: end - start, text });
    offset = end;
  }
  return changes;
}

function paint(cells: readonly Cell[], changes: readonly Change[], inserted: boolean): Cell[] {
  const result = [...cells];
  for (const { offset, removed, text } of [...changes].sort((a, b) => b.offset - a.offset)) {
    const units = text.split('').map((char) => ({ char, inserted }));
    result.splice(offset, removed, ...units);
  }
  return result;
}

describe('segments', () => {
  it('stand where a text painted character by character says', () => {
    fc.assert(
      fc.property(words, words, batch, fc.array(batch, { maxLength: 6 }), (head, tail, first, later) => {
        const before = `${head}|${tail}`;
        // Trimmed like the code under test, as a change may rewrite what was there already.
        const insertion = place(first, before.length).map((change) =>
          trimChange(change, before.slice(change.offset, change.offset + change.removed)),
        );
        let text = applyChanges(before, insertion);
        let segments = segmentsOf(before, insertion);
        let cells = paint(
          before.split('').map((char) => ({ char, inserted: false })),
          insertion,
          true,
        );
        for (const drawn of later) {
          const changes = place(drawn, text.length);
          segments = trackSegments(segments, changes);
          cells = paint(cells, changes, false);
          text = applyChanges(text, changes);
        }
        assert.equal(text, cells.map(({ char }) => char).join(''));
        const painted = cells.map(({ inserted }) => inserted);
        const tracked = painted.map((_, index) => segments.some(({ start, end }) => start <= index && index < end));
        assert.deepEqual(tracked, painted);
        assert.equal(textOf(text, segments), cells.flatMap(({ char, inserted }) => (inserted ? [char] : [])).join(''));
      }),
      { numRuns: 2000 },
    );
  });

  it('give back the text before, where nothing else was done and nothing was only deleted', () => {
    fc.assert(
      fc.property(words, batch, (text, drawn) => {
        const before = `${text}||${text}`;
        const changes = place(drawn, before.length).map(({ offset, removed }) => ({ offset, removed, text: 'xyz' }));
        const after = applyChanges(before, changes);
        const segments = segmentsOf(before, changes);
        const gone = withoutSegments(after, segments);
        assert.equal(gone, before);
        assert.equal(applyChanges(after, removalOf(segments)), before);
        assert.equal(applyChanges(gone, returnOf(after, segments)), after);
      }),
    );
  });

  it('split where something is typed inside', () => {
    const [segment] = segmentsOf('ab', [{ offset: 1, removed: 0, text: 'SECRET' }]);
    const tracked = trackSegments([segment!], [{ offset: 4, removed: 0, text: 'x' }]);
    assert.deepEqual(tracked, [
      { start: 1, end: 4, replaced: '' },
      { start: 5, end: 8, replaced: '' },
    ]);
    assert.equal(withoutSegments('aSECxRETb', tracked), 'axb');
  });

  it('leave out what a change repeats of the text it replaces', () => {
    const segments = segmentsOf('const answer', [{ offset: 0, removed: 12, text: 'const answer = 42;' }]);
    assert.deepEqual(segments, [{ start: 12, end: 18, replaced: '' }]);
  });
});

describe('differenceOf', () => {
  it('leads from one text to the other', () => {
    fc.assert(
      fc.property(words, words, words, words, (head, a, b, tail) => {
        const from = head + a + tail;
        const to = head + b + tail;
        assert.equal(applyChanges(from, [differenceOf(from, to)]), to);
      }),
    );
  });

  it('never cuts a surrogate pair', () => {
    const { offset, removed, text } = differenceOf('😀', '😁');
    assert.deepEqual({ offset, removed, text }, { offset: 0, removed: 2, text: '😁' });
    const tails = differenceOf('x\u{1F600}', 'x\u{1FA00}');
    assert.equal(encodeURIComponent(tails.text) !== '', true);
  });
});
