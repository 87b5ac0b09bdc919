/** Tests that an insertion is not allowed for the part of it that could not be looked through. */

import assert from 'node:assert/strict';
import { insertedText } from '../../../server/lsp/fromProtocol';
import { decideFor } from '../../../server/lsp/verdict';
import { viewOf } from './viewOf';

const now = new Date('2026-01-01T00:00:00Z');
const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');

describe('decideFor', () => {
  const sections = { insertions: [{ detectors: ['secret/*'], effect: 'block' }] };
  const effectOf = (before: string, inserted: string): string => {
    const view = viewOf(sections, { path: 'src/a.ts' }, before + inserted);
    const { document } = view;
    const range = {
      start: document.positionAt(before.length),
      end: document.positionAt(before.length + inserted.length),
    };
    return decideFor(view, insertedText(view, [range]), now).effect;
  };

  it('does not allow a key behind padding that exhausts the scan', () => {
    const padding = 'token: '.repeat(10_000);
    assert.equal(effectOf('', `${padding}${key}`), 'block');
    assert.equal(viewOf(sections, {}, padding).scan.exhausted, true);
  });

  it('judges what stands behind such padding by what it is', () => {
    const before = `${'token: '.repeat(10_000)}\n${'x = 1;\n'.repeat(1000)}`;
    assert.equal(effectOf(before, 'const port = 80;'), 'allow');
    assert.equal(effectOf(before, key), 'block');
  });
});
