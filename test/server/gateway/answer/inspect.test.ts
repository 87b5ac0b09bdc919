/** What a model writes is looked at before it is given out, and held back by a word at most. */

import assert from 'node:assert/strict';
import { createInspector, HeldBack, hasInsertionRules } from '../../../../server/gateway/answer/inspect';
import { policyOf } from '../gatewayRig';

/** Returns an inspector that holds back `forbidden`, and what it looked at. */
function inspectorFor(forbidden: string) {
  const looked: string[] = [];
  const inspector = createInspector((text) => {
    looked.push(text);
    if (text.includes(forbidden)) throw new HeldBack('no');
  });
  return { inspector, looked };
}

describe('inspector', () => {
  it('clears all but the last word', () => {
    const { inspector } = inspectorFor('-');
    inspector.push('one two thr', false);
    assert.equal(inspector.cleared, 8);
    inspector.push('ee ', false);
    assert.equal(inspector.cleared, 14);
    inspector.push('four', true);
    assert.equal(inspector.cleared, inspector.length);
  });

  it('never clears a word that must not get out, whatever the pieces', () => {
    const text = 'some words\nkey = forbiddenvalue and more';
    for (let size = 1; size < text.length; size++) {
      const { inspector } = inspectorFor('forbiddenvalue');
      assert.throws(() => {
        for (let at = 0; at < text.length; at += size)
          inspector.push(text.slice(at, at + size), at + size >= text.length);
      }, HeldBack);
      assert.ok(inspector.cleared <= text.indexOf('forbidden'), `${size}`);
    }
  });

  it('looks at short words with their line, and at all of it at the end', () => {
    const { inspector, looked } = inspectorFor('-');
    for (const piece of ['a b ', 'c\nd ', 'e f', ' g']) inspector.push(piece, false);
    inspector.push('', true);
    assert.deepEqual(looked, ['a b c\nd ', 'd e f g', 'a b c\nd e f g']);
  });

  it('looks at a text of one line once at its end', () => {
    const { inspector, looked } = inspectorFor('-');
    for (const piece of ['a b ', 'c d ', 'e']) inspector.push(piece, false);
    inspector.push('', true);
    assert.deepEqual(looked, ['a b c d e']);
  });

  it('looks at all of a long line, at the end at the latest', () => {
    const { inspector, looked } = inspectorFor('-');
    const words = 'a long line of short words '.repeat(60);
    for (const word of words.match(/\S+ /g) ?? []) inspector.push(word, false);
    inspector.push('', true);
    assert.equal(looked.at(-1), words);
  });

  it('sees what is spread over lines at the end', () => {
    const { inspector } = inspectorFor('one\ntwo\nthree');
    inspector.push('one\n', false);
    inspector.push('two\n', false);
    assert.throws(() => inspector.push('three', true), HeldBack);
  });
});

describe('insertion rules', () => {
  const isInspected = (rule: string): boolean =>
    hasInsertionRules(policyOf((text) => `${text}\ninsertions: [${rule}]\n`));

  it('count where they could speak about an answer', () => {
    assert.ok(!hasInsertionRules(policyOf()));
    assert.ok(isInspected('{ detectors: [secret/*], effect: block }'));
    assert.ok(isInspected('{ effect: warn }'));
    assert.ok(!isInspected('{ levels: [restricted], effect: block }'));
    assert.ok(!isInspected('{ detectors: [secret/*], effect: allow }'));
  });
});
