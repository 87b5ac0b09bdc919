/** Which changes are taken for those that a hook announced, and that a person's are not. */

import assert from 'node:assert/strict';
import { Announced, bringsIn } from '../../../client/agents/announced';
import { applyChanges, type Change } from '../../../client/gate/changes';

const path = '/work/a.ts';
const before = 'export const rate = 2;\nexport function twice(n: number) {\n  return n * rate;\n}\n';

function announcedWith(text: string, ignoreCase = false): Announced {
  const announced = new Announced(ignoreCase);
  announced.add({ path, text, tool: 'agent' }, 0);
  return announced;
}

function insert(text: string, at = before.length, removed = 0) {
  const changes: readonly Change[] = [{ offset: at, removed, text }];
  return { changes, before, after: applyChanges(before, changes) };
}

describe('Announced', () => {
  it('knows the part that differs of a text that was announced whole', () => {
    const announced = announcedWith('export const rate = 2;\nexport const half = 0.5;');
    const change = insert('\nexport const half = 0.5;', 'export const rate = 2;'.length);
    assert.equal(announced.take(path, change, 1)?.tool, 'agent');
    assert.equal(announced.take(path, change, 2), undefined, 'it is used once');
  });

  it('knows a text that leaves out what stays', () => {
    const announced = announcedWith('// ...existing code...\nexport const third = rate / 3;\n// ...existing code...');
    assert.ok(announced.take(path, insert('export const third = rate / 3;\n'), 1));
  });

  it('knows a small difference by what it makes', () => {
    const announced = announcedWith('  return n + rate;');
    assert.ok(announced.take(path, insert('+', before.indexOf('*'), 1), 1));
  });

  it('leaves what a person does alone', () => {
    const announced = announcedWith('export const half = 0.5;');
    for (const text of ['e', 'const mine = [1, 2, 3];', '\n', 'return n * rate;', '  }']) {
      assert.equal(announced.take(path, insert(text), 1), undefined, text);
    }
  });

  it('holds for its file, and for a time', () => {
    const change = insert('export const half = 0.5;');
    const make = (): Announced => announcedWith('export const half = 0.5;');
    assert.equal(make().take('/work/b.ts', change, 1), undefined);
    assert.equal(make().take('/WORK/a.ts', change, 1), undefined);
    assert.ok(announcedWith('export const half = 0.5;', true).take('/WORK/a.ts', change, 1));
    assert.equal(make().take(path, change, 1_000_000), undefined);
    assert.equal(make().has(path, 1), true);
    assert.equal(make().has(path, 1_000_000), false);
  });

  it('takes lines for the same whatever ends them', () => {
    assert.ok(bringsIn('one\ntwo\n', 'zero\r\n', 'zero\r\none\r\ntwo\r\n'));
    assert.equal(bringsIn('a\n', 'b', 'ba'), false, 'what is this short says nothing');
  });
});
