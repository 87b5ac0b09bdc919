/**
 * Attribution against an oracle that carries the source of every single character: through random edits no character of
 * a person is given to a model, and none of a model's is lost.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runsOf } from '../../../../server/provenance/lines/attribution';
import { createFragments } from '../../../../server/provenance/lines/fragments';
import { TrackedDocument } from '../../../../server/provenance/lines/trackedDocument';
import { type Action, actions, createOracle, type OracleDocument } from './oracle';

const sequences = Number(process.env.PORTCULLIS_SEQUENCES ?? 1500);

describe('attribution of characters', () => {
  for (const alphabet of ['distinct', 'few'] as const) {
    it(`agrees with the oracle, ${alphabet} characters`, () => {
      fc.assert(
        fc.property(fc.array(actions(alphabet), { maxLength: 40, size: 'max' }), (list) => replay(list, alphabet)),
        { numRuns: sequences },
      );
    });
  }

  it('stays balanced and compact over many edits', () => {
    const oracle = createOracle('distinct');
    const truth = oracle.documents[0] as OracleDocument;
    const document = new TrackedDocument(textOf(truth.chars), createFragments());
    for (let i = 0; i < 3000; i++) {
      const at = (i * 7919) % (document.text.length + 1);
      const edit = oracle.insert(truth, at, 3, i % 2 === 0);
      document.edit([edit.edit], edit.origin);
    }
    assert.ok(depthOf(document.attribution) < 40);
    check(document, truth);
  });
});

function replay(list: readonly Action[], alphabet: 'distinct' | 'few'): void {
  const oracle = createOracle(alphabet);
  const fragments = createFragments();
  const documents = oracle.documents.map(({ chars }) => new TrackedDocument(textOf(chars), fragments));
  for (const action of list) {
    const index = action.document % documents.length;
    const truth = oracle.documents[index] as OracleDocument;
    const document = documents[index] as TrackedDocument;
    const step = oracle.perform(truth, action);
    if (step === undefined) continue;
    if (step.kind === 'copy') document.copy(step.start, step.end);
    else document.edit(step.edits, step.origin);
    for (const [i, each] of documents.entries()) check(each, oracle.documents[i] as OracleDocument);
  }
}

function check(document: TrackedDocument, { chars }: OracleDocument): void {
  assert.equal(document.text, textOf(chars));
  const found: (string | undefined)[] = [];
  let before: string | undefined | null = null;
  for (const { start, end, source } of runsOf(document.attribution)) {
    assert.equal(start, found.length);
    assert.ok(end > start);
    assert.notEqual(source?.entry, before, 'neighbouring runs of one source');
    before = source?.entry;
    for (let i = start; i < end; i++) found.push(source?.entry);
  }
  assert.deepEqual(
    found,
    chars.map(({ entry }) => entry),
  );
}

function textOf(chars: readonly { readonly char: string }[]): string {
  return chars.map(({ char }) => char).join('');
}

function depthOf(tree: TrackedDocument['attribution']): number {
  return tree === undefined ? 0 : 1 + Math.max(depthOf(tree.left), depthOf(tree.right));
}
