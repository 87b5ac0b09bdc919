/** The hooks that the extension ships: what their commands do where nothing can answer is a refusal, not a silence. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { nodeVariable, offerNode } from '../../../client/agents/hookProgram';

const root = path.resolve(__dirname, '../../..');
const plugin = path.join(root, 'client/chatPlugin');
const { hooks } = JSON.parse(fs.readFileSync(path.join(plugin, 'hooks/hooks.json'), 'utf8')) as {
  readonly hooks: Readonly<Record<string, readonly { command: string; windows: string; timeout: number }[]>>;
};

describe('chat plugin', () => {
  let dir: string;
  beforeEach(() => {
    // A blank in the path: extensions are installed wherever a person's name leads.
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'pc plugin-'));
  });
  afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

  /** Installs the plugin with a program in the place of ours, and runs a hook's command as the host does. */
  function run(event: string, program: string | undefined, node = process.execPath) {
    const installed = path.join(dir, 'client/chatPlugin');
    fs.cpSync(plugin, installed, { recursive: true });
    if (program !== undefined) {
      fs.mkdirSync(path.join(dir, 'dist'));
      fs.writeFileSync(path.join(dir, 'dist/hook.js'), program);
    }
    const command = hooks[event]![0]!.command.replaceAll(`\${PLUGIN_ROOT}`, installed);
    const env = { PATH: process.env['PATH'], [nodeVariable]: node };
    return spawnSync(command, { shell: true, cwd: os.tmpdir(), env, input: '{}', encoding: 'utf8' });
  }

  it('names the events that can refuse, and waits longer than the program does', () => {
    assert.deepEqual(Object.keys(hooks).sort(), ['PostToolUse', 'PreToolUse', 'UserPromptSubmit']);
    for (const [event, [hook]] of Object.entries(hooks)) {
      assert.equal(hook?.timeout, 30);
      for (const command of [hook!.command, hook!.windows]) assert.match(command, new RegExp(` ${event}\\b`));
    }
  });

  if (process.platform === 'win32') return;

  it('runs the program with the host, the event, its input and its answer', () => {
    const program = 'process.stdout.write(process.argv.slice(2) + require("fs").readFileSync(0, "utf8"))';
    const { status, stdout } = run('PreToolUse', program);
    assert.equal(stdout, 'copilot,PreToolUse{}');
    assert.equal(status, 0);
  });

  for (const [what, program, node] of [
    ['the program is missing', undefined, undefined],
    ['Node.js is missing', '', '/nowhere/node'],
    ['the program fails', 'process.exit(1)', undefined],
    ['the program throws', 'throw new Error()', undefined],
    ['the program is ended', 'process.kill(process.pid, "SIGTERM")', undefined],
    ['the program refuses', 'process.exit(2)', undefined],
  ] as const) {
    it(`refuses where ${what}`, () => {
      assert.equal(run('UserPromptSubmit', program, node).status, 2);
    });
  }

  it('says why where nothing can run', () => {
    assert.match(run('PreToolUse', undefined).stderr, /Reinstall the extension/);
  });

  it("is told the editor's own Node.js while the extension is active", () => {
    const env: NodeJS.ProcessEnv = {};
    const offered = offerNode(env, '/editor/node');
    assert.deepEqual(env, { [nodeVariable]: '/editor/node' });
    offered.dispose();
    assert.deepEqual(env, {});
  });
});
