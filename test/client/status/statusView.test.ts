/** What the status bar says in each state. */

import assert from 'node:assert/strict';
import { type StatusInput, statusView } from '../../../client/status/statusView';
import type { ClassificationParams, Status } from '../../../server/lsp/protocol';

const status = (policy: Partial<Status['policy']> = {}, log: Partial<Status['log']> = {}): Status => ({
  version: '1.0.0',
  pid: 1,
  policy: {
    name: 'acme',
    version: '7',
    digest: 'sha256:0',
    mode: 'enforce',
    source: 'organisation',
    problems: [],
    ...policy,
  },
  log: { path: '/log', size: 0, root: '', ...log },
  clients: 1,
});

const classification = (level: string, rank: number, reasons: string[] = []): ClassificationParams => ({
  uri: 'file:///a.ts',
  version: 1,
  label: { level, categories: level === 'restricted' ? ['pci'] : [] },
  rank,
  levelCount: 4,
  reasons,
  insertion: { effect: 'allow', enforced: true, message: '' },
  deniedTools: [],
  allowedTools: [],
  unknownToolAllowed: true,
});

const problem = { path: 'p.yaml', line: 1, column: 1, pointer: '', code: 'YAML_SYNTAX', message: 'broken' };
const connected = { connection: 'connected', status: status(), file: 'a.ts' } as const;

describe('statusView', () => {
  const states: readonly (readonly [string, StatusInput, string, string])[] = [
    ['a file', { ...connected, classification: classification('internal', 1) }, '$(shield) internal', 'none'],
    [
      'a label with categories',
      { ...connected, classification: classification('restricted', 3) },
      '$(shield) restricted [pci]',
      'none',
    ],
    [
      'observe mode',
      { ...connected, status: status({ mode: 'observe' }), classification: classification('internal', 1) },
      '$(shield) internal (observe)',
      'none',
    ],
    ['no editor', { connection: 'connected', status: status() }, '$(shield) Portcullis', 'none'],
    ['a file without a label', connected, '$(shield) not classified', 'none'],
    ['starting', { connection: 'starting', file: 'a.ts' }, '$(loading~spin) Portcullis', 'none'],
    [
      'the service lost',
      { ...connected, connection: 'lost', classification: classification('internal', 1) },
      '$(shield) closed: service lost',
      'error',
    ],
    [
      'the service lost, lowest level',
      { ...connected, connection: 'lost', classification: classification('public', 0) },
      '$(shield) not inspected: service lost',
      'error',
    ],
    [
      'a broken policy',
      { ...connected, status: status({ problems: [problem] }), classification: classification('internal', 1) },
      '$(warning) internal',
      'warning',
    ],
    [
      'a log that cannot be written',
      { ...connected, status: status({}, { error: 'disk full' }), classification: classification('internal', 1) },
      '$(warning) internal',
      'warning',
    ],
    [
      'a setting that lets providers in',
      { ...connected, overridden: ['a.b'], classification: classification('internal', 1) },
      '$(warning) internal',
      'warning',
    ],
    [
      'an accept command that another extension has taken over',
      { ...connected, takenByOthers: ['a.commit'], classification: classification('internal', 1) },
      '$(warning) internal',
      'warning',
    ],
  ];
  for (const [name, input, text, severity] of states) {
    it(`shows ${name}`, () => {
      const view = statusView(input);
      assert.equal(view.text, text);
      assert.equal(view.severity, severity);
      assert.ok(view.spoken.startsWith('Portcullis: ') && !view.spoken.includes('$('));
      assert.match(view.tooltip, /command:portcullis\.explainFile/);
    });
  }

  it('tells reasons, the policy, its problems and who is kept away', () => {
    const { tooltip } = statusView({
      ...connected,
      status: status({ problems: [problem, problem] }),
      classification: classification('restricted', 3, ['path services/payments']),
      keptFrom: ['Helper'],
    });
    for (const part of ['path services/payments', '**acme** 7', '2 problems', 'Kept away from this file: Helper']) {
      assert.ok(tooltip.includes(part), part);
    }
  });

  it('names the lower layers, and what a broken one does', () => {
    const layer = { kind: 'workspace', name: 'repo', version: '3', path: '/r/.portcullis/policy.yaml' } as const;
    const told = (state: 'good' | 'kept' | 'strictest') =>
      statusView({ ...connected, status: status({ layers: [{ ...layer, state }] }) }).tooltip;
    assert.match(told('good'), /the workspace's layer \*\*repo\*\* 3\./);
    assert.match(told('kept'), /broken, what it said before holds/);
    assert.match(told('strictest'), /policy\.yaml is broken: nothing passes/);
  });

  it('names the accept commands that another extension has taken over, also where no file is open', () => {
    const { tooltip, severity } = statusView({
      connection: 'connected',
      status: status(),
      takenByOthers: ['editor.commit', 'editor.acceptWord'],
    });
    assert.equal(severity, 'warning');
    assert.match(tooltip, /Another extension has taken over editor.commit, editor.acceptWord\./);
  });

  it('warns where something of ours was undone, and leads to the coverage', () => {
    const { tooltip, severity } = statusView({ connection: 'connected', status: status(), drifted: ['egress-guard'] });
    assert.equal(severity, 'warning');
    assert.match(tooltip, /was undone: egress\\-guard\. \[See the coverage\]\(command:portcullis\.showCoverage\)/);
    assert.equal(statusView({ connection: 'connected', status: status(), drifted: [] }).severity, 'none');
  });

  it("never lets a file's name or a reason become a link, an icon or markup", () => {
    const hostile = '[x](command:evil) $(zap) <img src=x> `a`';
    const { tooltip } = statusView({
      ...connected,
      file: hostile,
      classification: classification('internal', 1, [hostile]),
    });
    assert.ok(!tooltip.includes('(command:evil)'));
    assert.ok(!tooltip.includes('$(zap)'));
    assert.ok(!tooltip.includes('<img'.replace('<', ' <')));
  });
});
