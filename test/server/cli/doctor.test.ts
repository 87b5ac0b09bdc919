/** `doctor`: what it finds on a machine made for the test, its remedies, its exit codes. */

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createGatewayAccess, type GatewayAccess } from '../../../server/cli/gateway/access';
import type { CliHost } from '../../../server/cli/host';
import { statePaths, thisMachine } from '../../../server/host/paths';
import type { Status } from '../../../server/lsp/protocol';
import type { DrillOutcome } from '../../../server/lsp/protocol/coverage';
import { assertMatchesSchema } from './matchesSchema';
import { createTestGateway } from './testGateway';
import { type Bench, createBench, type Outcome } from './testHost';

const running: Status = {
  version: '1.2.3',
  pid: 42,
  policy: {
    name: 'acme',
    version: '7',
    digest: 'sha256:00',
    mode: 'enforce',
    source: 'organisation',
    path: '/etc/portcullis/policy.yaml',
    problems: [],
    layers: [],
  },
  log: { path: '/state/log', size: 3, root: 'r' },
  gateway: { kind: 'listening', port: 4180, upstreams: ['openai'] },
  clients: 1,
};

describe('portcullis doctor', () => {
  let bench: Bench;
  let home: string;
  let gateway: GatewayAccess;
  beforeEach(() => {
    bench = createBench();
    home = join(bench.folder, 'home');
    mkdirSync(join(home, 'bin'), { recursive: true });
    const paths = statePaths({ ...thisMachine(), env: { PORTCULLIS_HOME: join(home, 'state') } });
    const { openPolicies } = createGatewayAccess(paths, resolve(__dirname, '../../../server/cli'));
    gateway = { ...createTestGateway(home), openPolicies };
    gateway = { ...gateway, toolHome: { home, env: { PATH: `relative:${join(home, 'bin')}` } } };
  });
  afterEach(() => bench.remove());

  const refuse = async (): Promise<never> => assert.fail('not asked for');
  const service = (status: Status | undefined, outcomes?: readonly DrillOutcome[]): CliHost['service'] => ({
    decide: refuse,
    classify: refuse,
    stop: refuse,
    status: async () => status,
    ...(outcomes && { drill: async () => ({ outcomes, table: '' }) }),
  });
  const hookProgram = [process.execPath, 'hook.js'];
  const doctor = (args: readonly string[], host: Partial<CliHost> = {}): Promise<Outcome> =>
    bench.run(['doctor', ...args], { gateway, hookProgram, service: service(running), ...host });

  function installClaude(): void {
    const pack = join(home, 'lib/claude-code');
    mkdirSync(pack, { recursive: true });
    writeFileSync(join(pack, 'package.json'), '{"name":"@anthropic-ai/claude-code","version":"2.0.14"}');
    writeFileSync(join(pack, 'cli.js'), '');
    symlinkSync(join(pack, 'cli.js'), join(home, 'bin/claude'));
  }

  it('finds nothing to mend where there is nothing', async () => {
    const { code, stdout, stderr } = await doctor([]);
    assert.equal(stderr, '');
    assert.match(stdout, /^ok {4}policy +acme 7, sha256:00, from \/etc\/portcullis\/policy\.yaml$/m);
    assert.match(stdout, /^ok {4}gateway +listens on port 4180 for openai$/m);
    assert.doesNotMatch(stdout, /MEND|hooks\/|tool\//);
    assert.equal(code, 0);
  });

  it('takes a service that does not run for no fault', async () => {
    const { code, stdout } = await doctor([], { service: service(undefined) });
    assert.match(stdout, /^note {2}service +not running/m);
    assert.match(
      stdout,
      /^note {2}policy +baseline .*sha256:[0-9a-f]{64}.*since no organisation's policy is installed$/m,
    );
    assert.equal(code, 0);
  });

  it('names an assistant that nothing holds, with its version and what to run', async () => {
    installClaude();
    const { code, stdout } = await doctor([]);
    assert.match(stdout, /^MEND {2}tool\/claude +Claude Code 2\.0\.14: nothing holds it$/m);
    assert.match(stdout, /^ +run: portcullis hook install claude-code, or portcullis connect claude$/m);
    assert.match(stdout, /^Claude Code {2}agent-read +open$/m);
    assertMatchesSchema('doctor', JSON.parse((await doctor(['--format', 'json'])).stdout));
    assert.equal(code, 1);
  });

  it('sees hooks that were installed, that lack an event, whose program is gone, and that were taken out', async () => {
    installClaude();
    const install = await bench.run(['hook', 'install', 'claude-code', '--yes'], { gateway, hookProgram });
    assert.equal(install.code, 0);
    const settings = join(home, '.claude/settings.json');
    const held = await doctor([]);
    assert.match(held.stdout, /^ok {4}hooks\/claude-code /m);
    assert.match(held.stdout, /^Claude Code {2}agent-shell +enforced by hooks\/claude-code$/m);
    assert.equal(held.code, 0);

    const text = await readFile(settings);
    const { PostToolUse, ...others } = JSON.parse(text).hooks;
    assert.ok(PostToolUse);
    for (const [hooks, says] of [
      [others, /^MEND {2}hooks\/claude-code +.*no longer asks at PostToolUse$/m],
      [
        JSON.parse(text.replaceAll(process.execPath, '/gone/node')).hooks,
        /MEND.*calls \/gone\/node, which is not there$/m,
      ],
      [{}, /^MEND {2}hooks\/claude-code +The hooks were taken out of .*settings\.json$/m],
    ] as const) {
      writeFileSync(settings, JSON.stringify({ hooks }));
      const { code, stdout } = await doctor([]);
      assert.match(stdout, says);
      assert.match(stdout, /^Claude Code {2}agent-read +drifted by hooks\/claude-code$/m);
      assert.match(stdout, /^ +run: portcullis hook install claude-code$/m);
      assert.equal(code, 1);
    }
  });

  it('sees settings that lead to the gateway, to another port, and away again', async () => {
    installClaude();
    mkdirSync(join(home, '.claude'));
    const settings = join(home, '.claude/settings.json');
    const lead = (port: number): void =>
      writeFileSync(settings, `{"env":{"ANTHROPIC_BASE_URL":"http://127.0.0.1:${port}/t/secretToken/anthropic"}}`);
    lead(4180);
    const through = await doctor([]);
    assert.match(through.stdout, /^Claude Code {2}chat +enforced by connection\/claude$/m);
    assert.doesNotMatch(through.stdout, /secretToken/);
    lead(4181);
    assert.match((await doctor([])).stdout, /^MEND.*leads to port 4181, and the gateway is at 4180$/m);
    writeFileSync(settings, '{}');
    await gateway.connections.save('claude', { file: settings, before: null, after: '{}' });
    assert.match((await doctor([])).stdout, /^MEND {2}connection\/claude +.* no longer leads to the gateway$/m);
  });

  it('asks a program for its version where no manifest says it, and runs nothing that a relative path leads to', async () => {
    const program = join(home, 'bin/aider');
    writeFileSync(program, '#!/bin/sh\necho "aider 0.86.1"\n');
    chmodSync(program, 0o755);
    const asked: string[] = [];
    const { stdout } = await doctor([], {
      askVersion: async (path) => {
        asked.push(path);
        return 'aider 0.86.1\n';
      },
    });
    assert.deepEqual(asked, [program]);
    assert.match(stdout, /^MEND {2}tool\/aider +aider 0\.86\.1: nothing holds it$/m);
  });

  it('says each fault of the service with a remedy', async () => {
    const broken: Status = {
      ...running,
      version: '1.2.2',
      policy: { ...running.policy, problems: [problem], mode: 'observe' },
      log: { ...running.log, error: 'no space left' },
      gateway: { kind: 'held', port: 4180, message: 'port 4180 is held by another program' },
    };
    const { code, stdout } = await doctor([], { service: service(broken) });
    for (const says of [
      /^MEND {2}service +version 1\.2\.2 runs, and this program is 1\.2\.3$/m,
      /^MEND {2}policy .*have 1 problem\n +run: portcullis policy check \/etc\/portcullis\/policy\.yaml$/m,
      /^MEND {2}log +can't be written: no space left$/m,
      /^MEND {2}gateway +port 4180 is held by another program$/m,
      /^note {2}policy\/mode +the policy only observes/m,
    ]) {
      assert.match(stdout, says);
    }
    assert.equal(code, 1);
  });

  it('drills by the service and believes what went through', async () => {
    const time = '2026-11-21T05:00:00.000Z';
    const held = { way: 'hook/claude-code/read', outcome: 'held', time } as const;
    const through = { way: 'gateway', outcome: 'through', time, note: 'openai' } as const;
    const fine = await doctor(['--drill', '--format', 'json'], { service: service(running, [held]) });
    const told = JSON.parse(fine.stdout);
    assertMatchesSchema('doctor', told);
    assert.equal(told.fine, true);
    assert.deepEqual(told.drill, [held]);
    assert.deepEqual(told.checks.at(-1), {
      id: 'drill/hook/claude-code',
      state: 'ok',
      text: 'the canary was held, 1 time',
    });
    const { code, stdout } = await doctor(['--drill'], { service: service(running, [held, through]) });
    assert.match(stdout, /^MEND {2}drill\/gateway +the canary went through: gateway$/m);
    assert.equal(code, 1);
    const observing = { ...running, policy: { ...running.policy, mode: 'observe' as const } };
    const observed = await doctor(['--drill'], { service: service(observing, [through]) });
    assert.match(
      observed.stdout,
      /^note {2}drill\/gateway +the canary went through: gateway, as the policy only observes$/m,
    );
    assert.equal(observed.code, 0);
    assert.equal((await doctor(['--drill'])).code, 2);
  });
});

const problem = {
  path: '/etc/portcullis/policy.yaml',
  line: 1,
  column: 1,
  pointer: '',
  code: 'NOT_TEXT',
  message: 'm',
};

async function readFile(path: string): Promise<string> {
  return (await import('node:fs/promises')).readFile(path, 'utf8');
}
