/** Tests that one broken or hostile client harms neither the service nor its other clients. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { connectService, type ServiceConnection, serviceStatus } from '../../../server/host/serviceClient';
import { bundledService, Home, until } from './builtService';

describe('broken clients', function () {
  this.timeout(60_000);
  const home = new Home();
  let pid: number;
  let bystander: ServiceConnection;

  before(async () => {
    await bundledService();
    ({ pid } = await home.ensure());
    bystander = await connectService(home.paths);
  });
  after(async () => {
    bystander.close();
    await home.remove();
  });
  afterEach(async () => {
    const status = await bystander.request<{ pid: number }>('portcullis/status', {});
    assert.equal(status.pid, pid, 'the bystander is served by the same process');
  });

  async function send(...pieces: string[]): Promise<Socket> {
    const socket = createConnection(home.paths.socket);
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    for (const piece of pieces) socket.write(piece);
    return socket;
  }

  function closed(socket: Socket): Promise<true> {
    return until('the service closed the connection', () => socket.destroyed);
  }

  it('closes a connection that speaks another protocol', async () => {
    await closed(await send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
  });

  it('closes a connection that announces a gigabyte', async () => {
    await closed(await send('Content-Length: 1073741824\r\n\r\n', 'x'.repeat(1000)));
  });

  it('outlives a client that goes away in the middle of a message', async () => {
    const socket = await send('Content-Length: 5000\r\n\r\n{"jsonrpc":"2.0","id":1,');
    await until('it is connected', async () => ((await serviceStatus(home.paths))?.clients ?? 0) >= 2);
    socket.destroy();
    await until('it is gone', async () => (await serviceStatus(home.paths))?.clients === 2);
  });

  it('answers after bodies that are no messages', async () => {
    const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const socket = createConnection(home.paths.socket);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    const secret = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
    for (const body of [`{"${secret}`, '[]', 'null', '{}', '{"jsonrpc":"2.0"}', '{"method":7}'])
      socket.write(frame(body));
    socket.write(frame('{"jsonrpc":"2.0","method":"$/cancelRequest"}'));
    socket.write(frame('{"jsonrpc":"2.0","id":9,"method":"portcullis/status","params":{}}'));
    await until('the request after them is answered', () => answer.includes('"id":9'));
    socket.destroy();
    assert.ok(!readFileSync(home.paths.serviceLog, 'utf8').includes(secret), 'the diary holds no content');
  });

  it('answers requests with wrong parameters by errors', async () => {
    const wrong: readonly [method: string, params: object][] = [
      ['initialize', { initializationOptions: { protocolVersion: '2.0' } }],
      ['textDocument/hover', {}],
      ['textDocument/hover', { textDocument: 7, position: null }],
      ['textDocument/codeAction', { textDocument: { uri: 'file:///x' } }],
      ['portcullis/classify', { root: 1 }],
      ['portcullis/decide', { request: { contents: 'x' } }],
      ['portcullis/decide', { request: { contents: [], destination: {} }, now: 'soon' }],
      ['portcullis/inspectInsertion', { ticket: 't', how: 'x', uri: 'file:///x', ranges: [{}] }],
      ['portcullis/recordOutcome', { ticket: 't', how: 'x', uri: 'file:///x', outcome: 'eaten' }],
      ['portcullis/explain', {}],
      ['portcullis/nothing', {}],
    ];
    for (const [method, params] of wrong) await assert.rejects(bystander.request(method, params), Error, method);
  });

  it('survives notifications with wrong parameters', async () => {
    for (const method of ['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose']) {
      await bystander.notify(method, {});
      await bystander.notify(method, { textDocument: { uri: 'file:///x' }, contentChanges: 7 });
    }
    await bystander.notify('workspace/didChangeWorkspaceFolders', { event: null });
  });
});
