/** Tests of reading messages from a peer that may send anything, in any pieces. */

import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { FrameReader, FrameWriter } from '../../../server/host/framing';

interface Heard {
  readonly messages: unknown[];
  readonly errors: string[];
  malformed: number;
}

function readerOf(limit?: number): { stream: PassThrough; heard: Heard } {
  const stream = new PassThrough();
  const heard: Heard = { messages: [], errors: [], malformed: 0 };
  const reader = new FrameReader(stream, () => heard.malformed++, limit);
  reader.onError((error) => heard.errors.push(error.message));
  reader.listen((message) => heard.messages.push(message));
  return { stream, heard };
}

function frame(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function hear(bytes: readonly (string | Buffer)[], limit?: number): Promise<Heard> {
  const { stream, heard } = readerOf(limit);
  for (const piece of bytes) stream.write(piece);
  stream.end();
  await new Promise((resolve) => stream.once('end', resolve));
  return heard;
}

describe('FrameReader', () => {
  it('reads messages however they are cut', async () => {
    const whole = Buffer.from(frame('{"a":"ä€𐐀"}') + frame('{"b":2}'));
    for (let at = 0; at <= whole.length; at++) {
      const { messages } = await hear([whole.subarray(0, at), whole.subarray(at)]);
      assert.deepEqual(messages, [{ a: 'ä€𐐀' }, { b: 2 }]);
    }
    const bytes = [...whole].map((byte) => Buffer.of(byte));
    assert.equal((await hear(bytes)).messages.length, 2);
  });

  it('skips a body that is not a JSON object and goes on', async () => {
    const heard = await hear([frame('{"a":'), frame('[]'), frame('null'), frame('7'), frame('{"b":2}')]);
    assert.deepEqual(heard, { messages: [{ b: 2 }], errors: [], malformed: 4 });
  });

  it('takes any header in any case', async () => {
    const header = 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}';
    assert.deepEqual((await hear([header])).messages, [{}]);
  });

  it('stops for good at a header it cannot trust', async () => {
    const broken = ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'Content-Length: -1\r\n\r\n', 'x'.repeat(20_000)];
    for (const start of broken) {
      const heard = await hear([start, frame('{"b":2}')]);
      assert.equal(heard.errors.length, 1, start.slice(0, 20));
      assert.deepEqual(heard.messages, []);
    }
  });

  it('refuses a message above the limit before it comes', async () => {
    const { errors } = await hear(['Content-Length: 1073741824\r\n\r\n{']);
    assert.match(errors[0] ?? '', /1073741824 bytes is above the limit/);
    assert.equal((await hear([frame('{"a":1}')], 6)).errors.length, 1);
  });
});

describe('FrameWriter', () => {
  it('writes what the reader reads', async () => {
    const stream = new PassThrough();
    const written = text(stream);
    const writer = new FrameWriter(stream, () => assert.fail('the peer reads'));
    await writer.write({ jsonrpc: '2.0', method: 'ä' } as never);
    writer.end();
    assert.deepEqual((await hear([await written])).messages, [{ jsonrpc: '2.0', method: 'ä' }]);
  });
});
