/** Tests of judging and recording insertions, by an editor's connection to a real service and the log it wrote. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InsertionVerdict, InspectInsertionParams, InspectInsertionResult } from '../../../server/lsp/protocol';
import { Home } from '../service/builtService';
import { EditorClient, inLine } from './editorClient';
import { readEntry } from './readLog';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const copilot = { id: 'github.copilot', version: '1.2.3' };

describe('insertions', function () {
  this.timeout(60_000);
  const home = new Home();
  const uriOf = (path: string): string => pathToFileURL(join(home.workspace, path)).href;
  let editor: EditorClient;
  let tickets = 0;

  before(async () => {
    editor = await EditorClient.connect((await home.ensure()).socket);
    await editor.initialize([home.workspace]);
  });
  after(async () => {
    editor.close();
    await home.remove();
  });

  function inspect(
    params: Pick<InspectInsertionParams, 'uri' | 'version' | 'ranges'> & Partial<InspectInsertionParams>,
  ) {
    const ticket = `t${++tickets}`;
    const whole: InspectInsertionParams = { ticket, kind: 'all', canAsk: true, how: 'detailedReason', ...params };
    return { ticket, result: editor.request<InspectInsertionResult>('portcullis/inspectInsertion', whole) };
  }

  it('keeps an ordinary one and logs it with its source', async () => {
    const uri = uriOf('src/server.ts');
    await editor.open(uri, 'const port = ;\nnext();\n');
    const version = await editor.change(uri, inLine(0, 13, 13), '80');
    const { ticket, result } = inspect({ uri, version, ranges: [inLine(0, 13, 15)], tool: copilot, model: 'gpt-5' });
    const { effect, message, decision } = await result;
    assert.deepEqual({ effect, message }, { effect: 'allow', message: '' });
    assert.deepEqual(decision.destination.models, ['copilot']);
    const { index, id, error } = await editor.logged(ticket);
    assert.equal(error, undefined);
    const entry = await readEntry(home, index);
    assert.equal(entry.id, id);
    assert.deepEqual(entry.tool, copilot);
    assert.deepEqual(entry.model, { id: 'copilot', name: 'gpt-5', how: 'detailedReason' });
    assert.deepEqual(entry.target.range, { startLine: 1, endLine: 1 });
    assert.equal(entry.decision.outcome, 'kept');
  });

  it('says unknown where the source is not known', async () => {
    const uri = uriOf('src/unknown.ts');
    await editor.open(uri, 'x');
    const { ticket } = inspect({ uri, version: 1, ranges: [inLine(0, 0, 1)], how: 'unknown' });
    const { index } = await editor.logged(ticket);
    const entry = await readEntry(home, index);
    assert.deepEqual(entry.tool, { id: 'unknown' });
    assert.deepEqual(entry.model, { id: 'unknown', name: 'unknown', how: 'unknown' });
  });

  it('takes out a key, also one completed word by word', async () => {
    const uri = uriOf('src/key.ts');
    await editor.open(uri, `const id = '${key.slice(0, 12)}';\n`);
    const version = await editor.change(uri, inLine(0, 24, 24), key.slice(12));
    const { ticket, result } = inspect({ uri, version, ranges: [inLine(0, 24, 32)], kind: 'word', tool: copilot });
    const { effect, message } = await result;
    assert.equal(effect, 'block');
    assert.match(message, /^AI suggestion refused: the inserted text holds: .*\(secret\/aws-access-key\)/);
    assert.ok(!message.includes(key.slice(12)));
    const { index } = await editor.logged(ticket);
    const entry = await readEntry(home, index);
    assert.equal(entry.decision.outcome, 'removed');
    assert.ok(!JSON.stringify(entry).includes(key.slice(12)));
  });

  it('looks at every range of a multiple insertion', async () => {
    const uri = uriOf('src/many.ts');
    await editor.open(uri, `a\nb ${key}\n`);
    const { result } = inspect({ uri, version: 1, ranges: [inLine(0, 0, 1), inLine(1, 2, 22)], tool: copilot });
    assert.equal((await result).effect, 'block');
  });

  it('does not judge ranges of another version', async () => {
    const uri = uriOf('src/moved.ts');
    await editor.open(uri, 'a\n');
    await editor.change(uri, inLine(0, 0, 0), '\n');
    await assert.rejects(inspect({ uri, version: 1, ranges: [inLine(0, 0, 1)] }).result, { code: -32801 });
  });

  it('refuses before the insertion where the target alone forbids it, and records that', async () => {
    const uri = uriOf('services/payments/card.ts');
    await editor.open(uri, '');
    const check = (tool?: string): Promise<InsertionVerdict> =>
      editor.request('portcullis/checkInsertion', { uri, ...(tool && { tool }) });
    assert.equal((await check()).effect, 'block');
    assert.equal((await check(copilot.id)).effect, 'block');
    const outcome = { ticket: 'refused', uri, kind: 'all', canAsk: true, how: 'unknown', outcome: 'refused' };
    await editor.request('portcullis/recordOutcome', outcome);
    const { index } = await editor.logged('refused');
    const { effect, outcome: recorded } = (await readEntry(home, index)).decision;
    assert.deepEqual({ effect, recorded }, { effect: 'block', recorded: 'refused' });
  });

  it('records an outcome for a document that was closed meanwhile', async () => {
    const uri = uriOf('services/payments/closed.ts');
    const textDigest = createHash('sha256').update('x').digest('hex');
    const outcome = { ticket: 'closed', uri, kind: 'all', canAsk: true, how: 'unknown', outcome: 'kept', textDigest };
    await editor.request('portcullis/recordOutcome', { ...outcome, range: inLine(2, 0, 1) });
    const { index } = await editor.logged('closed');
    const { label } = (await readEntry(home, index)).decision;
    assert.equal(label.level, 'restricted');
  });

  it('keeps what is acknowledged when the service is ended at once', async () => {
    const uri = uriOf('src/many-entries.ts');
    await editor.open(uri, 'x');
    const asked = Array.from({ length: 50 }, () => inspect({ uri, version: 1, ranges: [inLine(0, 0, 1)] }));
    await Promise.all(asked.map(({ result }) => result));
    await editor.request('portcullis/shutdown', {});
    const logged = await Promise.all(asked.map(({ ticket }) => editor.logged(ticket)));
    for (const { index, id } of logged) assert.equal((await readEntry(home, index)).id, id);
  });
});
