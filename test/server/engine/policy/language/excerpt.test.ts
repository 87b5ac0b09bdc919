/** Tests of the part of a policy that is parsed for a completion: it is small, and says what the whole text says. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {
  type CompletionSite,
  completionSiteAt,
  siteIn,
} from '../../../../../server/engine/policy/language/completionSite';
import { excerptAt } from '../../../../../server/engine/policy/language/excerpt';

const baseline = fs.readFileSync(path.resolve(__dirname, '../../../../../policies/baseline.yaml'), 'utf8');

const rule = (index: number): string => `    - id: r${index}
      label: { level: secret }
      # ${index}
      paths:
        - "a${index}/**"
        - "b${index}/**"
`;
const rules = Array.from({ length: 800 }, (_, index) => rule(index)).join('');
const large = `levels: [public, secret]
classify:
  default: public
  rules:
${rules}models:
- id: m
  clearance: { level: public }
- id: n
  clearance: { level: public }
`;

/** Returns the excerpt and the place of something typed into the large policy: on a line of its own behind whole lines. */
function typed(behind: string, text: string): { excerpt: string; site: CompletionSite | undefined } {
  const at = large.indexOf(behind) + behind.length;
  const lineEnd = behind.endsWith('\n') ? '\n' : '';
  const all = large.slice(0, at) + text + lineEnd + large.slice(at);
  const cursor = at + text.length;
  const excerpt = excerptAt(all, cursor);
  assert.equal(excerpt.text.slice(0, excerpt.cursor).split('\n').at(-1), all.slice(0, cursor).split('\n').at(-1));
  return { excerpt: excerpt.text, site: completionSiteAt(all, cursor) };
}

describe('the part of a policy around the cursor', () => {
  it('is the entry, with the lines that lead to it', () => {
    const { excerpt, site } = typed('- id: r700\n', '      de');
    assert.equal(
      excerpt,
      'classify:\n  rules:\n    - id: r700\n      de\n      label: { level: secret }\n      # 700\n      paths:',
    );
    assert.deepEqual(site?.segments, ['classify', 'rules', 700]);
    assert.deepEqual(site.siblings, ['id', 'label', 'paths']);
  });

  it('knows how many entries stand before', () => {
    const segments = (behind: string, text: string): unknown => typed(behind, text).site?.segments;
    assert.deepEqual(segments('"a500/**"\n', '        - x'), ['classify', 'rules', 500, 'paths', 1]);
    assert.deepEqual(segments('"b799/**"\n', '    - '), ['classify', 'rules', 800]);
    assert.deepEqual(segments('- id: n\n', '  '), ['models', 1]);
    assert.deepEqual(segments('- id: n\n', '- '), ['models', 2]);
    assert.deepEqual(segments('id: r42\n      label: { level: ', ''), ['classify', 'rules', 42, 'label', 'level']);
  });

  it('is small wherever the cursor is, and has all the names beside it', () => {
    for (const [behind, text, siblings] of [
      ['default: public\n', '  ', ['default', 'rules']],
      ['default: public\n', '', ['levels', 'classify', 'models']],
      ['"b300/**"\n', '      ', ['id', 'label', 'paths']],
      ['"b300/**"\n', '    ', []],
    ] as const) {
      const { excerpt, site } = typed(behind, text);
      assert.ok(excerpt.length < 200, excerpt);
      assert.deepEqual(site?.siblings, siblings);
    }
  });

  it('says what the whole text says, in brackets, quotes and lists', () => {
    const isInLine = (at: number): boolean => /[^\s-][^\n]*$/.test(baseline.slice(Math.max(0, at - 200), at));
    const places = fc.nat(baseline.length - 1).filter(isInLine);
    fc.assert(
      fc.property(places, fc.constantFrom('', 'x'), (at, word) => {
        const text = baseline.slice(0, at) + word + baseline.slice(at);
        const whole = siteIn(text, at + word.length);
        if (whole === undefined) return;
        const { siblings, ...site } = completionSiteAt(text, at + word.length) ?? {};
        const { siblings: all, ...expected } = whole;
        assert.deepEqual(site, expected);
        if (whole.isFlow || whole.at === 'key') assert.deepEqual(siblings, all);
      }),
      { numRuns: 40 },
    );
  });
});
