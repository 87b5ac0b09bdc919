/** From characters to lines, what is stored of them, and lines found again by what they say. */

import assert from 'node:assert/strict';
import { type Attribution, attribute, concat } from '../../../../server/provenance/lines/attribution';
import { carryOver } from '../../../../server/provenance/lines/carry';
import { createFragments } from '../../../../server/provenance/lines/fragments';
import { authorsOfLines } from '../../../../server/provenance/lines/lines';
import { findLines } from '../../../../server/provenance/lines/match';
import { formatStored, parseStored, recallAttribution } from '../../../../server/provenance/lines/stored';
import { TrackedDocument } from '../../../../server/provenance/lines/trackedDocument';
import { sourceOf } from './oracle';

/** Text of a model stands in `«»`. */
function marked(text: string): { text: string; attribution: Attribution } {
  let attribution: Attribution;
  const parts = text.split(/[«»]/);
  for (const [i, part] of parts.entries()) {
    attribution = concat(attribution, attribute(part.length, i % 2 === 1 ? sourceOf('E1') : undefined));
  }
  return { text: parts.join(''), attribution };
}

function kindsOf(attribution: Attribution, text: string): string {
  const authors = authorsOfLines(attribution, text);
  const lines = text.match(/[^\n]*\n|[^\n]+/g) ?? [];
  return lines.map((_, i) => authors.get(i + 1)?.kind.charAt(0) ?? 'h').join('');
}

describe('attribution of lines', () => {
  for (const [text, kinds] of [
    ['one\ntwo\n', 'hh'],
    ['«one\n»two', 'ah'],
    ['  «one»\ntwo\n', 'ah'],
    ['on«e\ntwo\n»three\n', 'mah'],
    ['one«\n\n»\ntwo\n', 'hahh'],
    ['«one', 'a'],
    ['', ''],
  ] as const) {
    it(`${JSON.stringify(text)} is ${kinds}`, () => {
      const { text: plain, attribution } = marked(text);
      assert.equal(kindsOf(attribution, plain), kinds);
    });
  }

  it('a formatter changes white space and no source', () => {
    const before = marked(`${'mine( 1 );\n«yours(2,3) ;\nif(x) {\ny()}\n»'.repeat(500)}`);
    const after = 'mine(1);\n    yours(2, 3);\n    if (x) {\n      y();\n    }\n'.repeat(500);
    const carried = carryOver(before.attribution, before.text, after);
    assert.equal(kindsOf(carried, after), 'haama'.repeat(500));
  });

  it('what was cut is known where it is pasted, in another document as well', () => {
    const fragments = createFragments();
    const [from, to] = [marked('a«const x = 1;\n»b'), marked('other\n')];
    const [first, second] = [from, to].map((each) => new TrackedDocument(each.text, fragments, each.attribution));
    first?.edit([{ offset: 1, removed: 13, inserted: '' }], 'cut');
    second?.edit([{ offset: 6, removed: 0, inserted: 'const x = 1;\n' }], 'paste');
    assert.equal(kindsOf(second?.attribution, second?.text ?? ''), 'ha');
  });

  it('of edits that say nothing of how they came, long text returns and short text does not', () => {
    for (const [text, kinds] of [
      ['const x = 1234;\n', 'ha'],
      ['}\n', 'hh'],
    ] as const) {
      const { text: plain, attribution } = marked(`me\n«${text}»`);
      const document = new TrackedDocument(plain, createFragments(), attribution);
      document.edit([{ offset: 3, removed: text.length, inserted: '' }], 'edit');
      document.edit([{ offset: 3, removed: 0, inserted: text }], 'edit');
      assert.equal(kindsOf(document.attribution, document.text), kinds);
    }
  });

  it('is stored without the text, and holds through changes that nobody reported', () => {
    const { text, attribution } = marked('const mine = 1;\n«const yours = 2;\n}\n»const half = «await it()»;\n}\n');
    const json = formatStored('a.ts', attribution, text);
    assert.ok(!json.includes('mine'));
    const stored = parseStored(json);
    assert.ok(stored !== undefined);
    assert.equal(kindsOf(recallAttribution(stored, text), text), 'haamh');
    const windows = text.replaceAll('\n', '\r\n');
    assert.equal(kindsOf(recallAttribution(stored, windows), windows), 'haamh');
    const changed = text.replace('const mine', '// moved down\n\nconst mine').replace('yours = 2', 'yours = 3');
    assert.equal(kindsOf(recallAttribution(stored, changed), changed), 'hhhhamh');
    // A bracket alone is nobody's.
    assert.equal(kindsOf(recallAttribution(stored, '}\n'), '}\n'), 'h');
  });

  it('what is stored is checked before it is used', () => {
    const { text, attribution } = marked('a«b»\n');
    const json = formatStored('a.ts', attribution, text);
    for (const [from, to] of [
      ['"v":1', '"v":2'],
      ['[[1,-1],', '[[9,-1],'],
      ['[1,0]', '[1,7]'],
      ['"lineLengths":[3]', '"lineLengths":[-3]'],
      ['"path":"a.ts"', '"path":7'],
      ['{', '['],
    ] as const) {
      assert.ok(json.includes(from), from);
      assert.equal(parseStored(json.replace(from, to)), undefined);
    }
  });

  it('finds lines that say something in files they moved to, and no bracket by itself', () => {
    const keys = (...numbers: number[]) => new Map(numbers.map((number) => [number, ['key']]));
    const found = new Map<string, Map<number, readonly string[]>>();
    findLines(
      [{ path: 'a.ts', text: 'function yours() {\n}\nconst other = 2;\n', keys: keys(1, 2, 3) }],
      [
        { path: 'a.ts', text: '}\n', added: new Set([1]) },
        { path: 'b.ts', text: 'mine();\nconst other = 2;\n}\n', added: new Set([1, 2, 3]) },
        { path: 'c.ts', oldPath: 'a.ts', text: 'function yours() {\n}\n', added: new Set([1, 2]) },
      ],
      found,
    );
    const lines = [...found].map(([path, numbers]) => [path, [...numbers.keys()]]);
    assert.deepEqual(lines, [
      ['c.ts', [1, 2]],
      ['b.ts', [2]],
    ]);
  });
});
