/** Tests of the guard's own life: what it replaces, who undoes it, what it can't reach. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { chat, installRig, RawServer, type Rig, secret } from './rig';

const { prototype } = http.ClientRequest;
const path = '/v1/chat/completions';

describe('egress guard', () => {
  let server: RawServer;
  let rig: Rig | undefined;
  beforeEach(async () => {
    server = await RawServer.start();
  });
  afterEach(() => {
    rig?.guard.uninstall();
    rig = undefined;
    server.close();
  });

  const post = (): Promise<Response> => fetch(`${server.origin}${path}`, { method: 'POST', body: chat(secret) });

  it('leaves everything as it was when it is taken out', () => {
    const places = [globalThis, prototype, http, http2, http.Agent.prototype];
    const look = () => places.map((place) => Object.getOwnPropertyDescriptors(place));
    const before = look();
    rig = installRig();
    assert.notDeepEqual(look(), before);
    rig.guard.uninstall();
    assert.deepEqual(look(), before);
    assert.ok(!Object.hasOwn(prototype, 'write'));
  });

  it('notices that a function was put back, watches it again and says so', async () => {
    const original = globalThis.fetch;
    rig = installRig();
    globalThis.fetch = original;
    Reflect.deleteProperty(prototype, 'end');
    assert.deepEqual(rig.guard.check(), ['http.ClientRequest.end', 'fetch']);
    assert.deepEqual(rig.undone, ['http.ClientRequest.end', 'fetch']);
    assert.deepEqual(rig.guard.check(), []);
    assert.equal((await post()).status, 403);
    rig.guard.uninstall();
    assert.equal(globalThis.fetch, original);
  });

  it('holds what goes through a restored `fetch` by the channel below it, and puts its own back', async () => {
    const original = globalThis.fetch;
    rig = installRig();
    globalThis.fetch = original;
    await assert.rejects(post(), ({ cause }: Error) => (cause as { code?: string }).code === 'EPORTCULLIS');
    assert.equal(server.received, '');
    assert.deepEqual(rig.undone, ['fetch']);
    assert.equal((await post()).status, 403);
  });

  it("leads through what others put on top of it, and stays out of theirs when it's taken out", async () => {
    const original = globalThis.fetch;
    rig = installRig();
    const ours = globalThis.fetch;
    let passed = 0;
    const theirs: typeof fetch = (input, init) => {
      passed++;
      return ours(input, init);
    };
    globalThis.fetch = theirs;
    rig.guard.check();
    assert.equal((await post()).status, 403);
    assert.equal(passed, 0);
    await fetch(`${server.origin}/upload`, { method: 'POST', body: 'x' });
    assert.equal(passed, 1);
    rig.guard.uninstall();
    assert.equal(globalThis.fetch, theirs);
    assert.equal((await post()).status, 200);
    globalThis.fetch = original;
  });

  it('leaves a function to those who take it again and again, and goes on saying so', () => {
    const original = globalThis.fetch;
    rig = installRig();
    for (let tries = 0; tries < 20; tries++) {
      globalThis.fetch = original;
      assert.deepEqual(rig.guard.check(), ['fetch']);
    }
    assert.equal(globalThis.fetch, original);
  });

  it('leaves requests to our own gateway to the gateway', async () => {
    rig = installRig();
    rig.guard.setGateway(server.port);
    assert.equal((await post()).status, 200);
    rig.guard.setGateway(undefined);
    assert.equal((await post()).status, 403);
  });

  it('does not reach worker threads and child processes: a hole for the gateway and the machine to close', async () => {
    rig = installRig();
    const request = { method: 'POST', body: chat(secret) };
    const script = `fetch(${JSON.stringify(server.origin + path)}, ${JSON.stringify(request)}).then(() => process.exit())`;
    await once(new Worker(script, { eval: true }), 'exit');
    assert.equal(server.bodies, chat(secret));
    await promisify(execFile)(process.execPath, ['-e', script]);
    assert.equal(server.bodies, chat(secret).repeat(2));
    assert.deepEqual(rig.asked, []);
  });
});
