/** Law of the keyword search: it finds what comparing every keyword at every place finds. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findKeywords, sampleText } from '../../../../../server/engine/detect/kernel/kernel';
import { anyDigit, buildSearchIndex } from '../../../../../server/engine/detect/kernel/searchIndex';

const letter = fc.constantFrom(...'abk@[`{~-_ :/.09', anyDigit);
const keyword = fc.oneof(
  fc.array(letter, { minLength: 1, maxLength: 9 }).map((letters) => letters.join('')),
  fc.constantFrom(' '.repeat(100), '0'.repeat(40), anyDigit.repeat(12), 'k'.repeat(5), '-'.repeat(33), '/@'),
);
const filler = fc.constantFrom('x', 'é', '語', '😀', '\ud800', '\0', '\x7f', '\n', ' '.repeat(16_370), 'K'.repeat(48));

interface Hit {
  readonly end: number;
  readonly keyword: number;
}

describe('keyword search: laws', () => {
  it('it finds every keyword wherever it stands, and what is asked for of a part', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(keyword, { minLength: 1, maxLength: 40 }),
        fc.array(fc.oneof({ weight: 6, arbitrary: fc.nat(39) }, { weight: 2, arbitrary: letter }, filler), {
          maxLength: 60,
        }),
        fc.nat(),
        fc.nat(),
        (keywords, parts, one, other) => {
          const text = parts
            .map((part) => (typeof part === 'number' ? spell(keywords[part % keywords.length]!, part) : part))
            .join('');
          const bounds = [one % (text.length + 1), other % (text.length + 1)];
          const index = buildSearchIndex(keywords);
          for (const [from, to] of [
            [0, text.length],
            [Math.min(...bounds), Math.max(...bounds)],
          ] as const) {
            const found: Hit[] = [];
            const isAscii = findKeywords(
              [index],
              text,
              from,
              to,
              (_, end, each) => found.push({ end, keyword: each }) > 0,
            );
            assert.deepEqual(
              found.map(({ end }) => end),
              found.map(({ end }) => end).sort((a, b) => a - b),
            );
            assert.deepEqual(found.sort(byPlace), compareAll(keywords, text, from, to).sort(byPlace));
            if (isAscii) assert.ok(!/[^\x00-\x7f]/.test(text.slice(from, to)));
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  it('it finds all of them where more end than there is room for, of each index once', () => {
    const keywords = Array.from({ length: 300 }, (_, i) => 'ab'.repeat(i + 1));
    const indices = [buildSearchIndex(['abab']), buildSearchIndex(keywords), buildSearchIndex(['ba'])];
    for (const text of ['ab'.repeat(1000), `é${'ab'.repeat(1000)}`]) {
      const found: Hit[][] = [[], [], []];
      findKeywords(indices, text, 0, text.length, (index, end, each) => found[index]!.push({ end, keyword: each }) > 0);
      assert.deepEqual([found[0]!.length, found[2]!.length], [999, 999]);
      assert.ok(found[1]!.every(({ end }, i) => i === 0 || end >= found[1]![i - 1]!.end));
      const counts = new Float64Array(300);
      for (const { keyword: each } of found[1]!) counts[each]!++;
      assert.deepEqual(
        [...counts],
        keywords.map((_, i) => 1000 - i),
      );
    }
  });

  it('it finds the same with any offsets that were kept, also those of other keywords', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(keyword, { minLength: 1, maxLength: 10 }),
        fc.array(fc.nat(1200), { minLength: 10, maxLength: 10 }),
        (keywords, offsets) => {
          const text = keywords.map(spell).join('x');
          const found: Hit[] = [];
          const index = buildSearchIndex(keywords, offsets.slice(0, keywords.length));
          findKeywords([index], text, 0, text.length, (_, end, each) => found.push({ end, keyword: each }) > 0);
          assert.deepEqual(found.sort(byPlace), compareAll(keywords, text, 0, text.length).sort(byPlace));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('no run or list is without a sample', () => {
    const piece = fc.oneof(
      fc.constantFrom('aA0+/-_', '0, 0x1f,\t', ' ', 'é', '😀', ';', '\n', 'x'.repeat(16_380)),
      fc.nat(70).map((length) => 'aZ9_'.repeat(18).slice(0, length)),
      fc.nat(30).map((length) => '12, 0xf, '.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const { runs, lists } = sampleText(text, 0, text.length);
        for (const { index, 0: run } of text.matchAll(/[\w+/-]{32,}/g)) {
          assert.ok(
            runs.some((at) => at >= index && at < index + run.length),
            run,
          );
        }
        for (const { index, 0: list } of text.matchAll(/[\da-fA-FxX,\s]{40,}/g)) {
          if (list.replace(/\s/g, '').length < 31) continue;
          assert.ok(
            lists.some((at) => at >= index && at < index + list.length),
            list,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Writes a keyword out: digits for those that may be any, and some letters as capitals. */
function spell(word: string, seed: number): string {
  const digits = word.replaceAll(anyDigit, () => String(seed % 10));
  return seed % 3 === 0 ? digits.toUpperCase() : digits;
}

function compareAll(keywords: readonly string[], text: string, from: number, to: number): Hit[] {
  const lower = text.replace(/[A-Z]/g, (capital) => capital.toLowerCase());
  return keywords.flatMap((word, at) => {
    const isSame = (index: number): boolean =>
      word === '' ? false : [...word].every((character, i) => isLike(lower[index + i], character));
    const first = word.charAt(0);
    const isRun = first === anyDigit || (word.length > 1 && word === first.repeat(word.length) && /[\w ]/.test(first));
    const hits: Hit[] = [];
    for (let start = 0; start + word.length <= text.length; start++) {
      const end = start + word.length;
      if (end <= from || end > to || !isSame(start)) continue;
      if (!isRun || start === 0 || !isLike(lower[start - 1], first)) hits.push({ end, keyword: at });
    }
    return hits;
  });
}

function isLike(character: string | undefined, wanted: string): boolean {
  return wanted === anyDigit ? /^\d$/.test(character ?? '') : character === wanted;
}

function byPlace(a: Hit, b: Hit): number {
  return a.end - b.end || a.keyword - b.keyword;
}
