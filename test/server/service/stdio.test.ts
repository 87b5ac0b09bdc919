/** Tests of `--stdio`: alone it is the service, beside one it is a way to it. */

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createMessageConnection } from 'vscode-jsonrpc/node';
import { serviceStatus } from '../../../server/host/serviceClient';
import type { Status } from '../../../server/lsp/protocol';
import { EditorClient } from '../lsp/editorClient';
import { Home } from './builtService';

describe('--stdio', function () {
  this.timeout(60_000);
  let home: Home;

  beforeEach(() => {
    home = new Home();
  });
  afterEach(() => home.remove());

  async function open(): Promise<{ editor: EditorClient; child: ChildProcess; status: Status }> {
    const child = await home.start('--stdio');
    assert.ok(child.stdout !== null && child.stdin !== null);
    const editor = new EditorClient(createMessageConnection(child.stdout, child.stdin));
    await editor.initialize([home.workspace]);
    return { editor, child, status: await editor.request<Status>('portcullis/status', {}) };
  }

  it('serves its client by itself where no service runs, and ends with it', async () => {
    const { editor, child, status } = await open();
    assert.equal(status.pid, child.pid);
    const told = await editor.open('untitled:Untitled-1', 'x');
    assert.equal(told.label.level, 'internal');
    assert.equal((await serviceStatus(home.paths))?.pid, child.pid, 'others find it');
    child.stdin?.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('ends at the exit notification', async () => {
    const { editor, child } = await open();
    assert.equal(await editor.request('shutdown', {}), null);
    await editor.connection.sendNotification('exit');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('leads to the running service where there is one, which goes on after it', async () => {
    const { pid } = await home.ensure();
    const { child, status } = await open();
    assert.equal(status.pid, pid);
    child.stdin?.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal((await serviceStatus(home.paths))?.pid, pid);
  });
});
