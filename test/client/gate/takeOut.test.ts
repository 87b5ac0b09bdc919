/** Taking a refused insertion out: nothing typed is lost, and no undo or redo shows it again. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Insertion } from '../../../client/gate/insertion';
import { takeOut } from '../../../client/gate/takeOut';
import { SimulatedEditor } from './simulatedEditor';

const secret = '<SECRET>';

function accepted(text: string, offset: number): { editor: SimulatedEditor; insertion: Insertion } {
  const editor = new SimulatedEditor('');
  editor.type(0, text);
  const insertion = new Insertion(text);
  editor.accept({ offset, removed: 0, text: secret }, insertion);
  return { editor, insertion };
}

/** Undoes and redoes everything and returns whether the secret was ever there. */
function comesBack(editor: SimulatedEditor): boolean {
  editor.insertion = undefined;
  editor.seen = [];
  for (let step = 0; step < 40; step++) editor.undoNow();
  for (let step = 0; step < 40; step++) editor.redoNow();
  return editor.seen.some((text) => text.includes('SECRET'));
}

describe('takeOut', () => {
  it('takes out what was just let in', async () => {
    const { editor, insertion } = accepted('ab', 1);
    assert.equal(await takeOut(insertion, editor), true);
    assert.equal(editor.text, 'ab');
    assert.equal(comesBack(editor), false);
  });

  it('keeps what was typed behind, before and inside', async () => {
    const { editor, insertion } = accepted('ab', 1);
    editor.type(1 + secret.length, 'x');
    editor.type(0, 'y');
    editor.type(5, 'z');
    await takeOut(insertion, editor);
    assert.equal(editor.text, 'yazxb');
    assert.equal(comesBack(editor), false);
  });

  it('does so where the insertion was undone by the person meanwhile', async () => {
    const { editor, insertion } = accepted('ab', 1);
    editor.undoNow();
    await takeOut(insertion, editor);
    assert.equal(editor.text, 'ab');
    assert.equal(comesBack(editor), false);
  });

  it('does so where the person has deleted it already', async () => {
    const { editor, insertion } = accepted('ab', 1);
    editor.type(1, '', secret.length);
    await takeOut(insertion, editor);
    assert.equal(editor.text, 'ab');
    assert.equal(comesBack(editor), false);
  });

  it('takes several accepts in a row out together', async () => {
    const editor = new SimulatedEditor('ab');
    const insertion = new Insertion('ab');
    for (const [index, word] of ['<SEC', 'RET', '>'].entries()) {
      editor.accept({ offset: 1 + [0, 4, 7][index]!, removed: 0, text: word }, insertion);
    }
    await takeOut(insertion, editor);
    assert.equal(editor.text, 'ab');
    assert.equal(comesBack(editor), false);
  });

  it('puts back what the insertion replaced', async () => {
    const editor = new SimulatedEditor('let old;');
    const insertion = new Insertion('let old;');
    editor.accept({ offset: 4, removed: 3, text: secret }, insertion);
    editor.type(editor.text.length, '!');
    await takeOut(insertion, editor);
    assert.equal(editor.text, 'let old;!');
  });

  it('removes it by an edit where undo does not reach the document', async () => {
    const { editor, insertion } = accepted('ab', 1);
    editor.isActive = false;
    editor.type(0, 'x');
    assert.equal(await takeOut(insertion, editor), true);
    assert.equal(editor.text, 'xab');
  });

  it('says so where it cannot be taken out', async () => {
    const { editor, insertion } = accepted('ab', 1);
    editor.isActive = false;
    editor.edit = () => Promise.resolve(false);
    assert.equal(await takeOut(insertion, editor), false);
  });

  it('loses no key, whenever it is pressed', async () => {
    const presses = fc.array(fc.record({ at: fc.nat(20), merge: fc.boolean() }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        presses,
        fc.array(fc.array(fc.nat(20), { maxLength: 2 }), { maxLength: 6 }),
        async (offset, before, during) => {
          const { editor, insertion } = accepted('ab', offset);
          let typed = 0;
          const key = (at: number, merge: boolean): void => {
            editor.type(at % (editor.text.length + 1), String.fromCharCode(0x4e00 + typed++), 0, merge);
          };
          // The first key press opens an undo step of its own, as in the editor.
          for (const [index, press] of before.entries()) key(press.at, press.merge && index > 0);
          const waiting = [...during];
          editor.interrupt = () => {
            for (const at of waiting.shift() ?? []) key(at, false);
          };
          assert.equal(await takeOut(insertion, editor), true);
          const left = [...editor.text].filter((char) => char >= '\u4e00').sort();
          assert.equal(
            left.join(''),
            Array.from({ length: typed }, (_, i) => String.fromCharCode(0x4e00 + i)).join(''),
          );
          assert.equal(editor.text.replaceAll(/[\u4e00-\u9fff]/g, ''), 'ab');
          assert.equal(comesBack(editor), false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
