/** Starting the service: what its first line says, and what is said where it doesn't start. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ensureService, openSocket, parseRunningService } from '../../client/ensureService';

describe('ensureService', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ensure-'));
    fs.mkdirSync(path.join(folder, 'dist'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const program = (source: string): void => fs.writeFileSync(path.join(folder, 'dist/service.js'), source);

  it('resolves with what the program prints', async () => {
    program(`console.log(JSON.stringify({ socket: '/s', pid: 7, version: '1', args: process.argv.slice(2) }))`);
    assert.deepEqual(await ensureService(folder), { socket: '/s', pid: 7, version: '1' });
  });

  it('rejects with the last thing a failing program said', async () => {
    program(`console.error('a detail\\nthe folder is open to other users'); process.exitCode = 2;`);
    await assert.rejects(ensureService(folder), /did not start: the folder is open to other users/);
  });

  it('rejects where the program ends without a word, or with other words', async () => {
    program('');
    await assert.rejects(ensureService(folder), /ended with code 0/);
    program(`console.log('hello')`);
    await assert.rejects(ensureService(folder), /did not start/);
  });

  it('waits for the whole line', () => {
    assert.equal(parseRunningService('{"socket":"/s"'), undefined);
    assert.equal(parseRunningService('{"socket":""}\n'), undefined);
    assert.equal(parseRunningService('{"socket":"/s","pid":1,"version":"1"}\nmore')?.socket, '/s');
  });
});

describe('openSocket', () => {
  it('rejects where nobody listens', async () => {
    await assert.rejects(openSocket(path.join(os.tmpdir(), 'nobody-listens.sock')));
  });

  it('connects where somebody does', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sock-'));
    const address = process.platform === 'win32' ? '\\\\.\\pipe\\open-socket-test' : path.join(folder, 's');
    const server = net.createServer((peer) => peer.end('hello')).listen(address);
    await new Promise((resolve) => server.once('listening', resolve));
    const socket = await openSocket(address);
    const [greeting] = await once(socket, 'data');
    assert.equal(String(greeting), 'hello');
    socket.destroy();
    server.close();
    fs.rmSync(folder, { recursive: true });
  });
});
