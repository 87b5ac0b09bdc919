/** Tests of the guard's question to a real service, with documents open in an editor. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLogFiles } from '../../../../server/host/logFiles';
import type { Status } from '../../../../server/lsp/protocol';
import type { DecideEgressResult } from '../../../../server/lsp/protocol/egress';
import type { Entry } from '../../../../server/provenance/entry';
import { readEntries } from '../../../../server/provenance/readEntries';
import { egressRegistry } from '../../../../server/service/egress/registry';
import { policyOf } from '../../gateway/gatewayRig';
import { EditorClient } from '../../lsp/editorClient';
import { Home, until } from '../builtService';

const source = [
  'export function settle(batch: Batch) {',
  '  const sum = batch.items.reduce(total, 0);',
  '  ledger.book(batch.id, sum, batch.day);',
  '}',
];

describe('egress of a window', function () {
  this.timeout(60_000);
  const home = new Home();
  let editor: EditorClient;
  before(async () => {
    editor = await EditorClient.connect((await home.ensure()).socket);
    await editor.initialize([home.workspace]);
  });
  after(async () => {
    editor.close();
    await home.remove();
  });

  const ask = (content: string, more: object = {}): Promise<DecideEgressResult> =>
    editor.request('portcullis/decideEgress', {
      method: 'POST',
      url: 'https://api.githubcopilot.com/chat/completions',
      headers: [['content-type', 'application/json']],
      body: { text: JSON.stringify({ model: 'gpt-x', messages: [{ role: 'user', content }] }) },
      extension: 'github.copilot-chat',
      ...more,
    });

  it('tells the window what counts as a model', async () => {
    const { egress } = await editor.request<Status>('portcullis/status', {});
    assert.equal(egress?.mode, 'enforce');
    assert.ok(egress.hosts.includes('*.githubcopilot.com'));
    assert.ok(egress.endpoints.includes('http://127.0.0.1:11434'));
    assert.ok(egress.endpoints.includes('https://api.openai.com'));
    assert.deepEqual(egress.trusted, []);
  });

  it('refuses a paste of a restricted document, open or closed again, and lets others pass', async () => {
    const uri = pathToFileURL(join(home.workspace, 'services/payments/settle.ts')).href;
    assert.equal((await ask(source.join('\n'))).effect, 'allow');
    await editor.open(uri, source.join('\n'));
    const refused = await ask(`Explain:\n${source.join('\n')}`);
    assert.ok(refused.effect === 'refuse');
    assert.match(
      refused.reason,
      /restricted \[pci\] by rule payments.*It holds lines of services\/payments\/settle\.ts\./,
    );
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.equal((await ask(source.join('\n'))).effect, 'refuse');
    assert.equal((await ask('Explain closures')).effect, 'allow');
  });

  it('records each decision', async () => {
    const decisions = await until('four decisions are logged', async () => {
      const entries: Entry[] = [];
      for await (const { entry } of readEntries(createLogFiles(home.paths.logDirectory))) entries.push(entry);
      return entries.length >= 4 && entries;
    });
    assert.deepEqual(
      decisions.map(({ tool, decision }) => [tool.id, decision.effect]),
      ['allow', 'block', 'block', 'allow'].map((effect) => ['github.copilot-chat', effect]),
    );
  });

  it('takes no malformed question', async () => {
    await assert.rejects(ask('x', { url: 'nowhere' }), /'url' must be one/);
    await assert.rejects(ask('x', { headers: [['a']] }), /pairs of strings/);
    await assert.rejects(ask('x', { body: {} }), /'text' or 'base64'/);
  });
});

describe('egress registry', () => {
  const trusted = (models: string): readonly string[] =>
    egressRegistry(policyOf((text) => text.replace(/models:[\s\S]*flow:/, `models:\n${models}\nflow:`))).trusted;
  const top = 'clearance: { level: restricted, categories: [secret, pci, pii] }';

  it('trusts plain places that every entry about them clears for everything', () => {
    const models = `  - { id: a, match: { hosts: [own.example] }, ${top} }\n  - { id: b, match: { endpoints: ["http://127.0.0.1:1"] }, ${top} }`;
    assert.deepEqual(trusted(models), ['own.example', 'http://127.0.0.1:1']);
    assert.deepEqual(trusted(`${models}\n  - { id: c, match: { names: ["x*"] }, clearance: { level: public } }`), []);
    const below = `  - { id: c, match: { endpoints: ["https://own.example/beta"] }, clearance: { level: public } }`;
    assert.deepEqual(trusted(`${models}\n${below}`), ['http://127.0.0.1:1']);
  });

  it('trusts no glob, no place with conditions, and nothing below the top', () => {
    assert.deepEqual(trusted(`  - { id: a, match: { hosts: ["*.example"] }, ${top} }`), []);
    assert.deepEqual(trusted(`  - { id: a, match: { hosts: [own.example], names: ["x*"] }, ${top} }`), []);
    assert.deepEqual(
      trusted('  - { id: a, match: { hosts: [own.example] }, clearance: { level: restricted, categories: [secret] } }'),
      [],
    );
  });
});
