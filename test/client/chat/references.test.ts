/** Which files a prompt's text refers to. */

import assert from 'node:assert/strict';
import { fileReferences } from '../../../client/chat/references';

describe('references in a prompt', () => {
  for (const [text, files] of [
    ['no file', []],
    ['#file:card.ts', ['card.ts']],
    ['look at #file:card.ts, and #file:src/a.ts.', ['card.ts', 'src/a.ts']],
    ['(#file:card.ts)', ['card.ts']],
    ['#file:card.ts:12-20 #file:card.ts', ['card.ts']],
    ['#file:"a b.ts" #file:\'c d.ts\'', ['a b.ts', 'c d.ts']],
    ['#selection #codebase #file:', []],
  ] as const) {
    it(`'${text}'`, () => assert.deepEqual(fileReferences(text), files));
  }
});
