/** What a request is read as: its attachments, its path, and scans of what was seen before. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAttachment } from '../../../../server/gateway/request/attachment';
import { readPath } from '../../../../server/gateway/request/path';
import { readRequestText } from '../../../../server/gateway/request/requestText';
import { createScanMemory, editBetween } from '../../../../server/gateway/request/scanMemory';
import { awsKey, policyOf } from '../gatewayRig';

const base64 = (bytes: Buffer): string => bytes.toString('base64');
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(600, 0x81)]);

describe('attachments', () => {
  it('are texts, media or documents', () => {
    const text = 'line of a text file\n'.repeat(40);
    assert.deepEqual(readAttachment(base64(Buffer.from(text))), { kind: 'text', text, prefix: '' });
    assert.deepEqual(readAttachment(`data:text/plain;base64,${base64(Buffer.from('short'))}`), {
      kind: 'text',
      text: 'short',
      prefix: 'data:text/plain;base64,',
    });
    assert.deepEqual(readAttachment(base64(png)), { kind: 'media' });
    assert.deepEqual(readAttachment(base64(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(600)]))), {
      kind: 'document',
      format: 'PDF',
    });
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    assert.equal(readAttachment(base64(utf16))?.kind, 'text');
  });

  it('are nothing else: prose, signatures, short strings', () => {
    const signature = base64(Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 37 + 128) & 0xff)));
    for (const text of ['plain words '.repeat(100), signature, base64(Buffer.from('short'))]) {
      assert.equal(readAttachment(text), undefined);
    }
  });

  it('make a request one that was not all seen where they hold what can not be read', () => {
    const data = base64(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(600)]));
    const request = readRequestText(new TextEncoder().encode(JSON.stringify({ data })), true);
    assert.match(request.unseen ?? '', /Office/);
  });
});

describe('paths', () => {
  it('are passed on in one plain form', () => {
    const read = readPath('//v1beta//models/gemini-2.5-pro%3AgenerateContent?alt=sse&key=AIzaX&q=a%20b');
    assert.deepEqual(read, {
      path: '/v1beta/models/gemini-2.5-pro%3AgenerateContent?alt=sse&key=AIzaX&q=a%20b',
      decoded: '/v1beta/models/gemini-2.5-pro:generateContent',
      query: ['alt', 'sse', 'q', 'a b'],
    });
  });

  for (const path of [
    '/v1/../admin',
    '/v1/./x',
    '/..',
    '/v1/%2e%2e/admin',
    '/v1/%2E./admin',
    '/v1%2Fmodels',
    '/v1%5cmodels',
    '/v1\\models',
    '/v1/models;a=b',
    '/v1/%252e%252e/x',
    '/v1/%ff',
    '/v1/\u0000',
    '/v1/mod els',
    '/v1/#x',
    `/${'a'.repeat(9000)}`,
  ]) {
    it(`refuses ${JSON.stringify(path.slice(0, 30))}`, () => assert.ok('fault' in readPath(path)));
  }
});

describe('scan memory', () => {
  const { scanner } = policyOf();
  const filler = 'const answer = compute(value);\n'.repeat(80);

  it('finds the one edit between two texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, tail, removed, inserted) => {
        const before = head + removed + tail;
        const after = head + inserted + tail;
        const edit = editBetween(before, after);
        assert.ok(edit.removed <= removed.length && edit.inserted <= inserted.length);
        const put = after.slice(edit.offset, edit.offset + edit.inserted);
        assert.equal(before.slice(0, edit.offset) + put + before.slice(edit.offset + edit.removed), after);
      }),
    );
  });

  it('gives what a scan gives, whatever came before', () => {
    const piece = fc.constantFrom(filler, `key ${awsKey} `, '4111 1111 1111 1111\n', 'a', ' b\n', 'Confidential\n');
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 5 }), { maxLength: 6 }), (texts) => {
        const scan = createScanMemory(scanner);
        for (const pieces of texts) {
          const text = filler + pieces.join('');
          assert.deepEqual(scan(text), scanner.scan(text));
        }
      }),
      { numRuns: 60 },
    );
  });
});
