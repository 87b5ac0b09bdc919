/**
 * Coverage in the real editor: the drill's table is the one in the README, what it shows is in the coverage, and what is
 * undone shows as drifted.
 */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import * as vscode from 'vscode';
import { guardedWays } from '../../../server/coverage/mechanisms/egressGuard';
import type { CoverageReport, CoverageRow } from '../../../server/lsp/protocol/coverage';
import { assistant, open, until, withoutProposals } from './support/editor';

const repository = process.env['TEST_REPOSITORY'] as string;

const report = async (): Promise<CoverageReport> => {
  const shown = await vscode.commands.executeCommand<CoverageReport | undefined>('portcullis.showCoverage');
  return shown ?? assert.fail('the coverage is not shown');
};
const rowOf = ({ rows }: CoverageReport, id: string, channel: string): CoverageRow =>
  rows.find((row) => row.subject.id === id && row.channel === channel) ?? assert.fail(`${id} has no ${channel}`);
const wayOf = ({ ways }: CoverageReport, id: string): CoverageRow =>
  ways.find(({ subject }) => subject.id === id) ?? assert.fail(`there is no way ${id}`);

describe('coverage', function () {
  this.timeout(120_000);
  before(async () => {
    await assistant('cloud');
    // A label names the tools of the policy.
    await open('src/playground.ts');
    await until(
      'the coverage is told',
      () =>
        report().then(
          ({ rows }) => rows.some(({ subject }) => subject.id === 'portcullis-demo.cloud-assistant'),
          () => false,
        ),
      30_000,
    );
  });

  it('names the assistants of the window with their versions, and nothing proved before a drill', async () => {
    const { rows, ways } = await report();
    const { subject, state } = rowOf({ rows, ways, mechanisms: [] }, 'portcullis-demo.cloud-assistant', 'inline');
    assert.match((subject as { version?: string }).version ?? '', /^\d+\.\d+\.\d+$/);
    assert.equal(state, 'enforced');
    assert.ok(rows.some(({ subject }) => subject.id === 'portcullis-demo.local-assistant'));
    assert.deepEqual(
      ways.filter(({ proved }) => proved !== undefined),
      [],
    );
  });

  it("drills, and the README's table is the drill's", async () => {
    const shown = await vscode.commands.executeCommand<string>('portcullis.runDrill');
    const table = /^\|[\s\S]*\|$/m.exec(shown)?.[0] ?? assert.fail(`no table in: ${shown}`);
    const readme = fs.readFileSync(path.join(repository, 'README.md'), 'utf8');
    const told = /<!-- drill -->\n+([\s\S]*?)\n+<!-- \/drill -->/.exec(readme)?.[1];
    assert.equal(told, table, `put this into README.md between the marks <!-- drill -->:\n\n${table}\n`);
  });

  it('says when the drill showed what holds, and leaves nothing behind', async () => {
    const now = await report();
    for (const id of [...guardedWays, 'insertion']) {
      const { state, proved } = wayOf(now, id);
      assert.deepEqual({ id, state, isProved: proved !== undefined }, { id, state: 'enforced', isProved: true });
    }
    assert.ok(rowOf(now, 'portcullis-demo.cloud-assistant', 'inline').proved);
    for (const id of ['worker-thread', 'child-process']) {
      const { state, notes } = wayOf(now, id);
      assert.equal(state, 'impossible');
      assert.match(notes.join(), /gateway.*firewall/);
    }
    const isScratch = ({ uri }: vscode.TextDocument): boolean => uri.path.includes('portcullis-drill-');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    assert.ok(!tabs.includes('suggestion.txt'), 'its editor is still open');
    // The editor keeps documents for some minutes; of these nothing may be left to save, and no file.
    for (const document of vscode.workspace.textDocuments.filter(isScratch)) {
      assert.ok(!document.isDirty);
      assert.ok(!fs.existsSync(path.dirname(document.uri.fsPath)));
    }
  });

  it('shows as drifted that the guard is switched off', async () => {
    const settings = vscode.workspace.getConfiguration('portcullis.egress');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      const off = await report();
      assert.equal(wayOf(off, 'fetch').state, 'drifted');
      assert.equal(rowOf(off, 'portcullis-demo.cloud-assistant', 'inline').state, 'drifted');
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal(wayOf(await report(), 'fetch').state, 'enforced');
  });

  it('shows as drifted that another extension replaced what the guard watches, until it is watched again', async () => {
    const { prototype } = http.ClientRequest;
    const { write } = prototype;
    prototype.write = function replaced(this: http.ClientRequest, ...args: Parameters<typeof write>) {
      return write.apply(this, args);
    } as typeof write;
    const drifted = wayOf(await report(), 'http');
    assert.equal(drifted.state, 'drifted');
    assert.match(drifted.notes.join(), /http\.ClientRequest\.write/);
    await until('it is watched again', async () => wayOf(await report(), 'http').state === 'enforced', 30_000);
  });

  it('shows as drifted that a setting lets an assistant in against the policy', async () => {
    await open('services/payments/card.ts');
    const settings = vscode.workspace.getConfiguration('editor.inlineSuggest.experimental');
    const set = (value: string | undefined) =>
      settings.update('suppressInlineSuggestions', value, vscode.ConfigurationTarget.Workspace);
    await set('nobody');
    try {
      await until('it is seen', async () => {
        const { state } = rowOf(await report(), 'portcullis-demo.cloud-assistant', 'inline');
        return state === 'drifted';
      });
    } finally {
      await set(undefined);
    }
    await until('it is mended', async () => {
      return rowOf(await report(), 'portcullis-demo.cloud-assistant', 'inline').state === 'enforced';
    });
  });

  it('says what is lost without proposed APIs', async () => {
    const { mechanisms } = await report();
    const stateOf = (id: string) => mechanisms.find((each) => each.id === id)?.state;
    const expected = withoutProposals ? 'absent' : 'standing';
    assert.deepEqual([stateOf('exclusion'), stateOf('change-reason')], [expected, expected]);
    const notes = rowOf(await report(), 'portcullis-demo.cloud-assistant', 'inline').notes.join(' ');
    if (withoutProposals) assert.match(notes, /a fast switch can race that.*a click .* is not seen/);
    else assert.match(notes, /clicks included/);
  });
});
