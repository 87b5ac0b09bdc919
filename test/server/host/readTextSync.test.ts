/** Reading without letting go of the thread says the same as reading without waiting. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTextFile } from '../../../server/host/readText';
import { readTextHere } from '../../../server/host/readTextSync';

describe('readTextHere', () => {
  it('returns what readTextFile does, whatever is there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-read-'));
    try {
      const contents: Record<string, string | Uint8Array> = {
        empty: '',
        ascii: 'const a = 1;\n',
        marked: '\ufeffä 😀',
        latin1: Buffer.from('\xe9', 'latin1'),
        utf16: Buffer.from('\ufeffab', 'utf16le'),
        binary: Buffer.from([1, 0, 2]),
        full: 'x'.repeat(1000),
        'too-large': 'x'.repeat(1001),
        large: 'ä'.repeat(600_000),
      };
      for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
      for (const name of [...Object.keys(contents), 'missing', '.']) {
        for (const maxBytes of [1000, 4_000_000]) {
          const path = join(folder, name);
          assert.deepEqual(await readTextHere(path, { maxBytes }), await readTextFile(path, { maxBytes }), name);
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
