/** Reading files of every encoding and none. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTextFile } from '../../../server/host/readText';

const maxBytes = 1024 * 1024;

describe('readTextFile', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-read-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function read(content: string | Uint8Array, limit = maxBytes) {
    const file = join(folder, 'file');
    writeFileSync(file, content);
    return readTextFile(file, { maxBytes: limit });
  }

  it('decodes UTF-8 and takes off a byte order mark', async () => {
    assert.deepEqual(await read('äöü 😀\r\n'), { kind: 'text', text: 'äöü 😀\r\n' });
    assert.deepEqual(await read('\uFEFFkey'), { kind: 'text', text: 'key' });
    assert.deepEqual(await read(''), { kind: 'text', text: '' });
  });

  it('decodes UTF-16 of both byte orders', async () => {
    const little = Buffer.from('\uFEFFkey = ä😀', 'utf16le');
    assert.deepEqual(await read(little), { kind: 'text', text: 'key = ä😀' });
    assert.deepEqual(await read(Buffer.from(little).swap16()), { kind: 'text', text: 'key = ä😀' });
    assert.deepEqual(await read(Buffer.from('\uFEFF', 'utf16le')), { kind: 'text', text: '' });
  });

  it('keeps what it can of broken UTF-16 and says so', async () => {
    const odd = Buffer.concat([Buffer.from('\uFEFFkey', 'utf16le'), Buffer.from('x')]);
    assert.deepEqual(await read(odd), { kind: 'text', text: 'key', lossy: true });
    const lone = Buffer.from('\uFEFFa\ud800b', 'utf16le');
    assert.deepEqual(await read(lone), { kind: 'text', text: 'a\ud800b', lossy: true });
  });

  it('takes other encodings byte by byte and says so', async () => {
    assert.deepEqual(await read(Buffer.from('caf\xe9 key', 'latin1')), { kind: 'text', text: 'café key', lossy: true });
  });

  it('calls a file with a NUL binary, wherever it stands', async () => {
    assert.deepEqual(await read(Buffer.from([1, 0, 2])), { kind: 'binary' });
    assert.deepEqual(await read(Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from([0])])), { kind: 'binary' });
    assert.deepEqual(await read(Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])), { kind: 'binary' }, 'UTF-32');
  });

  it('reads up to the limit and not beyond', async () => {
    assert.equal((await read('a'.repeat(1000), 1000)).kind, 'text');
    assert.deepEqual(await read('a'.repeat(1001), 1000), { kind: 'too-large', size: 1001 });
  });

  it('reads 50 MB', async function () {
    this.timeout(10_000);
    const result = await read(Buffer.alloc(50_000_000, 'line of text\n'), 64 * 1024 * 1024);
    assert.equal(result.kind === 'text' && result.text.length, 50_000_000);
  });

  it('tells what is missing or no file', async () => {
    assert.deepEqual(await readTextFile(join(folder, 'none'), { maxBytes }), { kind: 'missing' });
    await read('');
    assert.deepEqual(await readTextFile(join(folder, 'file', 'below'), { maxBytes }), { kind: 'missing' });
    mkdirSync(join(folder, 'sub'));
    const sub = await readTextFile(join(folder, 'sub'), { maxBytes });
    assert.equal(sub.kind, 'unreadable');
  });

  if (process.platform !== 'win32') {
    it('does not wait for a FIFO', async () => {
      execFileSync('mkfifo', [join(folder, 'fifo')]);
      assert.deepEqual(await readTextFile(join(folder, 'fifo'), { maxBytes }), {
        kind: 'unreadable',
        message: 'not a regular file',
      });
    });

    // Root may read everything.
    if (process.getuid?.() !== 0) {
      it('says why a file is unreadable', async () => {
        const file = join(folder, 'closed');
        writeFileSync(file, 'x');
        chmodSync(file, 0);
        assert.deepEqual(await readTextFile(file, { maxBytes }), { kind: 'unreadable', message: 'permission denied' });
      });
    }
  }
});
