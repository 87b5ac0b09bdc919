/** Tests of the service's life: one at a time, found, replaced, restarted, drained. */

import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { connectService, serviceStatus, stopService } from '../../../server/host/serviceClient';
import { bundledService, Home, isAlive, until } from './builtService';

describe('service life cycle', function () {
  this.timeout(60_000);
  let home: Home;

  before(() => bundledService());
  beforeEach(() => {
    home = new Home();
  });
  afterEach(() => home.remove());

  it('starts once and is found again', async () => {
    const first = await home.ensure();
    const second = await home.ensure();
    assert.deepEqual(second, first);
    const status = await serviceStatus(home.paths);
    assert.equal(status?.pid, first.pid);
    assert.equal(status.policy.source, 'baseline');
    assert.deepEqual(status.policy.problems, []);
  });

  it('has one winner of eight that race to start', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => home.ensure()));
    assert.equal(new Set(all.map(({ pid }) => pid)).size, 1);
    assert.equal((await serviceStatus(home.paths))?.pid, all[0]?.pid);
  });

  it('comes back after kill -9, over the socket that was left', async () => {
    const first = await home.ensure();
    process.kill(first.pid, 'SIGKILL');
    await until('the service is gone', () => !isAlive(first.pid));
    assert.ok(existsSync(home.paths.socket));
    assert.equal(await serviceStatus(home.paths), undefined);
    const second = await home.ensure();
    assert.notEqual(second.pid, first.pid);
    assert.equal((await serviceStatus(home.paths))?.pid, second.pid);
  });

  it('replaces a socket or file left at its place', async () => {
    mkdirSync(dirname(home.paths.socket), { recursive: true, mode: 0o700 });
    writeFileSync(home.paths.socket, 'left behind');
    assert.ok(isAlive((await home.ensure()).pid));
  });

  it('refuses a socket folder that others may enter', async () => {
    const directory = dirname(home.paths.socket);
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o755);
    await assert.rejects(home.ensure(), { code: 2, stderr: /open to other users; run: chmod 700/ });
    chmodSync(directory, 0o700);
  });

  it('says so where whoever holds the socket does not answer', async () => {
    mkdirSync(dirname(home.paths.socket), { recursive: true, mode: 0o700 });
    const mute = createServer(() => undefined).listen(home.paths.socket);
    await until('it listens', () => mute.listening);
    await assert.rejects(serviceStatus(home.paths, 200), { code: 'SERVICE_UNRESPONSIVE' });
    mute.close();
    rmSync(home.paths.socket, { force: true });
  });

  it('gives way to a newer version and not to an older one', async () => {
    const old = await home.ensure('0.0.1');
    const current = await home.ensure();
    assert.notEqual(current.pid, old.pid);
    await until('the older one is gone', () => !isAlive(old.pid));
    assert.deepEqual(await home.ensure('0.0.1'), current);
  });

  it('drains at SIGTERM and leaves nothing behind', async () => {
    const { pid } = await home.ensure();
    process.kill(pid, 'SIGTERM');
    await until('the service is gone', () => !isAlive(pid));
    assert.ok(!existsSync(home.paths.socket));
  });

  it('ends by itself once it is alone', async () => {
    const { pid } = await home.ensure(undefined, 300);
    const client = await connectService(home.paths);
    await client.request('portcullis/status', {});
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.ok(isAlive(pid), 'it ended under its client');
    client.close();
    await until('the service is gone', () => !isAlive(pid));
  });

  it('stops when asked, and says when none runs', async () => {
    const { pid } = await home.ensure();
    assert.equal(await stopService(home.paths), true);
    await until('the service is gone', () => !isAlive(pid));
    assert.equal(await stopService(home.paths), false);
    await assert.rejects(connectService(home.paths), { code: 'SERVICE_ABSENT' });
  });

  it('names an argument it does not know', async () => {
    const file = await bundledService();
    const start = { command: process.execPath, args: [file, '--server'], version: '0.0.1' };
    await assert.rejects(connectService(home.paths, { start }), {
      code: 'SERVICE_FAILED',
      message: /unknown argument '--server'/,
    });
  });
});
