/** A real service that seals evidence and sends its entries to a real collector, over an outage and a restart of its own. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { createLogFiles } from '../../../server/host/logFiles';
import { stopService } from '../../../server/host/serviceClient';
import type { Status } from '../../../server/lsp/protocol';
import { EditorClient } from '../lsp/editorClient';
import { readAll } from '../provenance/sample';
import { receiverKinds } from '../provenance/sinks/receivers';
import { Home, until } from './builtService';

describe('delivery by a real service', function () {
  this.timeout(60_000);

  it('reaches the collector again after its outage and a restart of the service; evidence opens with the team’s key', async () => {
    const identity = await generateX25519Identity();
    const collector = (receiverKinds[0] as (typeof receiverKinds)[number]).create();
    await collector.start();
    const home = new Home(`apiVersion: portcullis/v1
metadata: { name: test, version: "1" }
levels: [public, internal]
provenance:
  evidence: sealed
  recipients: [${await identityToRecipient(identity)}]
  sinks: [{ id: collector, type: otlp, url: "${collector.url}" }]
`);
    const uri = pathToFileURL(join(home.workspace, 'a.ts')).href;
    const text = 'const written = "by a model";\n';

    async function insert(ticket: string): Promise<Status> {
      await home.ensure();
      const editor = await EditorClient.connect(home.paths.socket);
      await editor.initialize([home.workspace]);
      await editor.open(uri, '');
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const version = await editor.change(uri, range, text);
      const ranges = [{ start: range.start, end: { line: 1, character: 0 } }];
      const insertion = { ticket, uri, version, ranges, kind: 'all', canAsk: true, how: 'detailedReason' };
      await editor.request('portcullis/inspectInsertion', insertion);
      assert.equal((await editor.logged(ticket)).error, undefined);
      const status = await editor.request<Status>('portcullis/status', {});
      editor.close();
      return status;
    }

    try {
      await insert('1');
      await until('the first entry arrives', () => collector.batches.flat().includes(0));
      await collector.stop();
      const { log } = await insert('2');
      assert.deepEqual([log.evidence, log.sinks?.map(({ id }) => id)], [{ kind: 'sealed' }, ['collector']]);
      await stopService(home.paths);
      await collector.start();
      await insert('3');
      await until('all entries arrive', () => new Set(collector.batches.flat()).size === 3);
      assert.deepEqual([...new Set(collector.batches.flat())], [0, 1, 2]);

      for (const { opening } of await readAll(createLogFiles(home.paths.logDirectory))) {
        const decrypter = new Decrypter();
        decrypter.addIdentity(identity);
        const sealed = Buffer.from(opening?.evidence?.value ?? '', 'base64');
        assert.equal(await decrypter.decrypt(sealed, 'text'), text);
      }
      const stored = filesUnder(home.folder).filter((name) => !name.startsWith(home.workspace));
      assert.ok(!Buffer.concat(stored.map((name) => readFileSync(name))).includes('by a model'));
      for (const name of stored.filter((each) => each.includes('sinks'))) assert.equal(statSync(name).mode & 0o077, 0);
    } finally {
      await home.remove();
      await collector.stop();
    }
  });
});

function filesUnder(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return names.filter((name) => statSync(name).isFile());
}
