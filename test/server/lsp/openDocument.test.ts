/** Tests that a document's view after any edits is the one of its text as if opened fresh. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compilePolicy } from '../../../server/engine/policy/compile';
import { parsePolicy } from '../../../server/engine/policy/parse';
import { OpenDocument } from '../../../server/lsp/openDocument';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const baseline = readFileSync(resolve(__dirname, '../../../policies/baseline.yaml'), 'utf8');

function compileBaseline() {
  const { policy } = parsePolicy(baseline, 'baseline.yaml');
  assert.ok(policy !== undefined);
  return compilePolicy(policy, { digest: 'sha256:00' });
}

function open(text: string): OpenDocument {
  return new OpenDocument(TextDocument.create('file:///a.ts', 'typescript', 1, text));
}

describe('OpenDocument', function () {
  this.timeout(20_000);
  const compiled = compileBaseline();
  const piece = fc.constantFrom(
    key,
    key.slice(0, 9),
    key.slice(9),
    '\n',
    '\r\n',
    ' ',
    'TLP:RED',
    'a@b.example.com',
    'ä𐐀',
    '"',
  );
  const position = fc.record({ line: fc.nat(6), character: fc.nat(30) });
  const change = fc.oneof(
    { weight: 9, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text: piece }) },
    { weight: 1, arbitrary: fc.record({ text: fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')) }) },
  );
  const step = fc.record({ changes: fc.array(change, { maxLength: 3 }), look: fc.boolean() });

  it('has the view of its text after any edits', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(step, { maxLength: 6 }), (pieces, steps) => {
        const document = open(pieces.join(''));
        steps.forEach(({ changes, look }, index) => {
          document.change(changes, index + 2);
          if (look) document.view(compiled);
        });
        const { document: edited, classification } = document.view(compiled);
        assert.deepEqual(classification, open(edited.getText()).view(compiled).classification);
      }),
    );
  });

  it('takes a range outside the text as its end', () => {
    const document = open('');
    document.view(compiled);
    const outside = { start: { line: 6, character: 0 }, end: { line: 5, character: 0 } };
    document.change([{ range: outside, text: '\n' }], 2);
    document.change([{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, text: key }], 3);
    assert.equal(document.view(compiled).classification.label.level, 'restricted');
  });

  it('may hold anything once a change could not be applied, until the whole text is sent', () => {
    const zero = { line: 0, character: 0 };
    for (const broken of [
      { range: {}, text: 'x' },
      { range: { start: zero, end: { line: 0.5, character: 0 } }, text: '' },
      {},
    ]) {
      const document = open('plain');
      assert.equal(document.view(compiled).classification.label.level, 'internal');
      document.change([broken as never], 2);
      assert.equal(document.view(compiled).classification.label.level, 'restricted');
      document.change([{ range: { start: zero, end: zero }, text: 'x' }], 3);
      assert.equal(document.view(compiled).classification.label.level, 'restricted');
      document.change([{ text: 'plain again' }], 4);
      assert.equal(document.view(compiled).classification.label.level, 'internal');
    }
  });

  it('is looked through again under another policy, and keeps its links', () => {
    const document = open('plain');
    document.relocate({ path: 'src/a.ts', realPath: 'services/payments/a.ts' });
    assert.equal(document.view(compiled).classification.label.level, 'restricted');
    const other = compileBaseline();
    assert.equal(document.view(other).compiled, other);
    document.relocate({ path: 'src/a.ts' });
    assert.equal(document.view(other).classification.label.level, 'internal');
  });
});
