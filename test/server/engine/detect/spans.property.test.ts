/** Spans that are kept over an edit are those a search of the whole text finds, wherever the search begins. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findLists, findRuns } from '../../../../server/engine/detect/encoded/findRuns';
import { findSeams } from '../../../../server/engine/detect/encoded/literalText';
import { findMail, findMailSigns, findMarkup, findPercent } from '../../../../server/engine/detect/encoded/references';
import { findNonAscii } from '../../../../server/engine/detect/nonAscii';
import { occurrencesOf, type SpanMemory, spansOf } from '../../../../server/engine/detect/spans';
import { findRulers } from '../../../../server/engine/detect/tables/markdown';

const findPluses = occurrencesOf('++');
const findSums = findSeams('+');
const searches = {
  findRuns,
  findLists,
  findNonAscii,
  findPluses,
  findSums,
  findPercent,
  findMarkup,
  findMail,
  findMailSigns,
  findRulers,
};
const pieces = [
  '+',
  '"',
  "'",
  '\\\n',
  '0',
  '7f',
  '41, ',
  '65,',
  'Zm9v',
  'deadbeef',
  '_name',
  ' ',
  '\n',
  '    ',
  ';',
  'ä',
  '名',
  '😀',
  '0x4b, ',
  '%4',
  '1',
  '=3D',
  '&#6',
  '&quot;',
  '|--',
];
const word = fc.constantFrom(...pieces);
const text = fc
  .array(
    fc.tuple(word, fc.nat(14)).map(([piece, count]) => piece.repeat(count)),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('spans', () => {
  for (const [name, find] of Object.entries(searches)) {
    it(`of ${name} are the same after edits as in the text as it is then`, () => {
      fc.assert(
        fc.property(text, fc.array(fc.tuple(fc.nat(), fc.nat(40), text), { maxLength: 6 }), (first, edits) => {
          let current = first;
          let memory: SpanMemory = new Map();
          Array.from(spansOf(find, current, memory));
          for (const [place, cut, inserted] of edits) {
            const offset = place % (current.length + 1);
            const removed = Math.min(cut, current.length - offset);
            const before = { memory, edit: { offset, removed, inserted: inserted.length } };
            current = current.slice(0, offset) + inserted + current.slice(offset + removed);
            memory = new Map();
            assert.deepEqual([...spansOf(find, current, memory, before)], [...find(current, 0, current.length)]);
          }
        }),
        { numRuns: 1000 },
      );
    });
  }

  it('are not kept where they are too many, and are given all the same', () => {
    const find = occurrencesOf('+');
    const many = '+'.repeat(300_000);
    const memory: SpanMemory = new Map();
    let count = 0;
    for (const _ of spansOf(find, many, memory)) count++;
    assert.equal(count, many.length);
    assert.equal(memory.size, 0);
    assert.deepEqual([...spansOf(find, 'a+b', memory)], [{ from: 1, to: 2 }]);
    assert.equal(memory.get(find)?.length, 1);
  });

  it('of a long text are found across the pieces it is read in', () => {
    for (const prefix of ['', 'ä', ' ']) {
      for (const length of [16_350, 16_383, 16_384, 16_400]) {
        const before = prefix + ';'.repeat(length);
        const run = 'Zm9v'.repeat(10);
        const spans = findRuns(`${before}${run};`, 0, before.length + run.length + 1);
        assert.deepEqual([...spans], [{ from: before.length, to: before.length + run.length }]);
      }
    }
  });
});
