/** Properties: whatever a text holds, the language features answer without throwing, and within the text. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { applyEdits } from '../../../../../server/engine/policy/edits';
import { complete } from '../../../../../server/engine/policy/language/complete';
import { hoverAt } from '../../../../../server/engine/policy/language/hover';
import { nameAt, rangeOfUse, referencesTo } from '../../../../../server/engine/policy/language/navigate';
import { rename } from '../../../../../server/engine/policy/language/rename';
import { readPolicySource } from '../../../../../server/engine/policy/language/source';
import { symbolsOf } from '../../../../../server/engine/policy/language/symbols';

const baseline = fs.readFileSync(path.resolve(__dirname, '../../../../../policies/baseline.yaml'), 'utf8');
const lines = baseline.split('\n');

/** Some lines of the baseline with something typed into them, and the place where that was. */
const broken = fc
  .record({
    from: fc.nat(lines.length - 1),
    count: fc.integer({ min: 1, max: 25 }),
    at: fc.nat(600),
    typed: fc.oneof(
      fc.constantFrom(
        '',
        '{',
        '[',
        ']',
        '}',
        '- ',
        ': ',
        '"',
        "'",
        '\n',
        '\n  ',
        '*a',
        '&a ',
        '|',
        '#',
        '? ',
        '!',
        '__proto__: ',
      ),
      fc.string({ maxLength: 6 }),
    ),
    removed: fc.nat(12),
  })
  .map(({ from, count, at, typed, removed }) => {
    const text = lines.slice(from, from + count).join('\n');
    const offset = Math.min(at, text.length);
    return { text: text.slice(0, offset) + typed + text.slice(offset + removed), cursor: offset + typed.length };
  });

describe('language features on broken policies', () => {
  it('answer without throwing, and within the text', () => {
    fc.assert(
      fc.property(broken, fc.boolean(), ({ text, cursor }, isJson) => {
        const source = readPolicySource(text, 'policy.yaml');
        const isWithin = ({ offset, length }: { offset: number; length: number }): boolean =>
          offset >= 0 && length >= 0 && offset + length <= text.length;
        for (const { range } of complete(source, cursor, isJson)) {
          assert.ok(isWithin(range) && range.offset <= cursor && cursor <= range.offset + range.length + 1);
        }
        const hover = hoverAt(source, cursor);
        assert.ok(hover === undefined || isWithin(hover.range));
        const use = nameAt(source, cursor);
        for (const each of use === undefined ? [] : referencesTo(source, use)) {
          const range = rangeOfUse(source, each);
          assert.ok(range === undefined || isWithin(range));
        }
        rename(source, cursor, 'renamed');
        for (const symbol of symbolsOf(source)) assert.ok(isWithin(symbol.range) && isWithin(symbol.selection));
      }),
      { numRuns: 400 },
    );
  });

  it('rename so that the old name is gone and renaming back restores the text', () => {
    const source = readPolicySource(baseline, 'policy.yaml');
    const defined = source.names.filter(({ role }) => role === 'definition');
    fc.assert(
      fc.property(fc.constantFrom(...defined), (use) => {
        const at = rangeOfUse(source, use)?.offset ?? -1;
        const there = rename(source, at, 'renamed-once');
        assert.ok('edits' in there);
        const text = applyEdits(baseline, there.edits);
        const renamed = readPolicySource(text, 'policy.yaml');
        assert.ok(!renamed.names.some(({ kind, name }) => kind === use.kind && name === use.name));
        const back = rename(renamed, at, use.name);
        assert.ok('edits' in back);
        assert.equal(applyEdits(text, back.edits), baseline);
      }),
      { numRuns: 15 },
    );
  });
});
