/** `portcullis hook` and `hook install`: the payload on stdin, the host's answer, the host's own settings. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hookHosts } from '../../../server/agents/hooks';
import { commandFor } from '../../../server/agents/hooks/command';
import { relevantEnvironment } from '../../../server/agents/hooks/environment';
import type { CliHost } from '../../../server/cli/host';
import { hookPolicy } from '../agents/hooks/hookRig';
import { createTestGateway } from './testGateway';
import { type Bench, createBench, type Outcome } from './testHost';

describe('portcullis hook', () => {
  let bench: Bench;
  let policy: string;
  beforeEach(() => {
    bench = createBench();
    policy = bench.write('policy.yaml', hookPolicy);
    bench.write('services/payments/card.ts', 'canary');
  });
  afterEach(() => bench.remove());

  const payload = (command: string) =>
    JSON.stringify({
      hook_event_name: 'PreToolUse',
      cwd: bench.folder,
      tool_name: 'Bash',
      tool_input: { command },
    });

  it('decides here with --policy', async () => {
    const hook = (input: string) => bench.run(['hook', 'claude-code', '--policy', policy], { input });
    const denied = await hook(payload('cat services/payments/card.ts'));
    assert.equal(denied.code, 0);
    assert.equal(JSON.parse(denied.stdout).hookSpecificOutput.permissionDecision, 'deny');
    assert.deepEqual(await hook(payload('npm test')), { code: 0, stdout: '', stderr: '' });
    assert.equal((await hook(payload(`echo x >> ${policy}`))).stdout.includes('deny'), true);
    const broken = await hook('{');
    assert.deepEqual([broken.code, broken.stdout], [2, '']);
    assert.match(broken.stderr, /stdin is not JSON/);
  });

  it('asks the service, and is closed where it does not answer', async () => {
    const refuse = async (): Promise<never> => assert.fail('not asked for');
    const rest = { decide: refuse, classify: refuse, status: refuse, stop: refuse };
    const run = (
      args: readonly string[],
      input: string,
      answerHook?: CliHost['service']['answerHook'],
    ): Promise<Outcome> =>
      bench.run(['hook', ...args], {
        input,
        env: { HOME: '/h', SECRET: 's' },
        service: { ...rest, ...(answerHook && { answerHook }) },
      });
    const input = payload('cat $HOME/x');
    let asked: unknown;
    const answered = await run(['claude-code', 'PreToolUse'], input, async (params) => {
      asked = params;
      return { stdout: '{}', stderr: 'e\n', code: 2 };
    });
    assert.deepEqual(answered, { code: 2, stdout: '{}\n', stderr: 'e\n' });
    const env = { HOME: '/h' };
    assert.deepEqual(asked, { host: 'claude-code', event: 'PreToolUse', payload: input, cwd: bench.folder, env });
    const fail = async (): Promise<never> => {
      throw new Error('what was read: canary');
    };
    for (const service of [fail, undefined]) {
      const closed = await run(['claude-code'], input, service);
      assert.match(closed.stdout, /"permissionDecision":"deny"/);
      assert.ok(!closed.stdout.includes('canary'));
      assert.equal((await run(['windsurf', 'pre_run_command'], '{}', service)).code, 2);
      assert.equal((await run(['claude-code'], '{"hook_event_name":"Stop"}', service)).stdout, '');
    }
    assert.equal((await run(['emacs'], input, undefined)).code, 2);
  });

  it('hands over no variable that the payload does not name', () => {
    const env = { A: '1', B: '2', C: '3', ANTHROPIC_BASE_URL: 'u', SECRET: 's' };
    assert.deepEqual(relevantEnvironment(['$A $', '{B} $env:C'].join(''), env), {
      A: '1',
      B: '2',
      C: '3',
      ANTHROPIC_BASE_URL: 'u',
    });
  });

  it('quotes the call for both kinds of shells', () => {
    const words = ["/opt/my node's/node", '/opt/cli.js', 'hook', 'codex', 'PreToolUse'];
    assert.deepEqual(commandFor(words, 'linux'), {
      posix: `'/opt/my node'\\''s/node' /opt/cli.js hook codex PreToolUse`,
      windows: `& "/opt/my node's/node" /opt/cli.js hook codex PreToolUse`,
      own: `'/opt/my node'\\''s/node' /opt/cli.js hook codex PreToolUse`,
    });
    assert.equal(
      commandFor(['C:\\Program Files\\node.exe', 'hook'], 'win32').own,
      '"C:\\Program Files\\node.exe" hook',
    );
  });

  it('install: shows, writes beside the hooks of others, and undoes exactly', async () => {
    const gateway = createTestGateway(bench.folder);
    const install = (...args: string[]): Promise<Outcome> =>
      bench.run(['hook', 'install', ...args], { gateway, hookProgram: ['/usr/bin/node', '/opt/my tools/hook.js'] });
    for (const { id, settings, gates } of hookHosts) {
      const file = settings.file(gateway.toolHome);
      const before = JSON.stringify(
        { model: 'x', hooks: { [gates[0] as string]: [{ command: 'theirs' }] } },
        undefined,
        4,
      );
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, before);
      const printed = await install(id, '--print');
      assert.match(printed.stdout, new RegExp(`\\+.*my tools/hook\\.js.* ${id} `), id);
      assert.equal(readFileSync(file, 'utf8'), before);
      assert.equal((await install(id, '--yes')).code, 0);
      const written = JSON.parse(readFileSync(file, 'utf8'));
      assert.equal(written.model, 'x');
      assert.equal(written.hooks[gates[0] as string].at(-1).command, 'theirs');
      assert.match((await install(id, '--yes')).stdout, /is so already/);
      assert.equal((await install(id, '--undo', '--yes')).code, 0);
      assert.equal(readFileSync(file, 'utf8'), before);
    }
    const fresh = join(bench.folder, '.codex', 'hooks.json');
    writeFileSync(fresh, '// comment\n{}');
    assert.match((await install('codex', '--yes')).stderr, /not a plain JSON object/);
    assert.match((await install('emacs')).stderr, /not one of the hosts that are known/);
    assert.match((await install('claude-code')).stderr, /no terminal to ask on; nothing is written/);
    assert.equal(existsSync(join(bench.folder, '.claude', 'hooks')), false);
  });
});
