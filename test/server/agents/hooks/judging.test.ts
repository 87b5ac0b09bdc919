/** What is read, searched, changed and sent, and where it goes: the rules behind the answers. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { entryOfHook } from '../../../../server/agents/hooks/entry';
import { createHookRig, fakeKey, type HookRig, hookPolicy } from './hookRig';

describe('hooks: judging', () => {
  let rig: HookRig;
  beforeEach(() => {
    rig = createHookRig();
  });
  afterEach(() => rig.remove());

  it('reads: own path, real path and content', async () => {
    rig.link('../services/payments/card.ts', 'src/link.ts');
    rig.write('src/key.ts', `const key = '${fakeKey}';\n`);
    const read = (file_path: string) => rig.tool('Read', { file_path });
    assert.equal(await read('services/payments/card.ts'), 'deny');
    assert.equal(await read('src/link.ts'), 'deny');
    assert.equal(await read('src/key.ts'), 'deny');
    assert.equal(await read('src/a.ts'), 'allow');
    assert.equal(await read('services/payments/not-there.ts'), 'deny');
    assert.equal(await rig.tool('Read', {}), 'deny');
  });

  it('reads: what we can not read may hold anything, what is binary is known by its place', async () => {
    const readText = async (path: string) =>
      path.endsWith('.bin') ? ({ kind: 'binary' } as const) : ({ kind: 'unreadable', message: 'busy' } as const);
    const blind = createHookRig(hookPolicy, { readText });
    for (const name of ['src/a.ts', 'src/b.bin']) blind.write(name, 'x');
    assert.equal(await blind.tool('Read', { file_path: 'src/a.ts' }), 'deny');
    assert.equal(await blind.shell('cat src/a.ts'), 'deny');
    assert.equal(await blind.tool('Read', { file_path: 'src/b.bin' }), 'allow');
    blind.remove();
  });

  it('a path in other letters is the same file where the file system says so', async () => {
    const folding = createHookRig(hookPolicy, { ignoreCase: true });
    assert.equal(await folding.tool('Read', { file_path: 'SERVICES/Payments/CARD.ts' }), 'deny');
    assert.equal(await folding.shell('cat Services/PAYMENTS/card.ts'), 'deny');
    folding.remove();
  });

  it('a working folder below the workspace changes no path', async () => {
    const cwd = `${rig.folder}/services/payments`;
    const payload = { hook_event_name: 'PreToolUse', cwd, tool_name: 'Read', tool_input: { file_path: 'card.ts' } };
    assert.match((await rig.ask('claude-code', payload)).reply.stdout, /deny/);
  });

  it('searches: where lines would come from files above the clearance', async () => {
    const grep = (input: object) => rig.tool('Grep', { output_mode: 'content', ...input });
    assert.equal(await grep({ pattern: 'canary' }), 'deny');
    assert.equal(await grep({ pattern: 'CANARY', '-i': true }), 'deny');
    assert.equal(await grep({ pattern: '[a-z]+' }), 'deny');
    assert.equal(await grep({ pattern: 'canary', glob: '*.ts' }), 'deny');
    assert.equal(await grep({ pattern: 'canary', glob: '*.md' }), 'allow');
    assert.equal(await grep({ pattern: 'canary', path: 'src' }), 'allow');
    assert.equal(await grep({ pattern: 'not there' }), 'allow');
    assert.equal(await rig.tool('Grep', { pattern: 'canary' }), 'allow');
    assert.equal(await rig.tool('Glob', { pattern: '**/*' }), 'allow');
  });

  it('edits: insertion rules over path and text, and files that hold agents', async () => {
    assert.equal(await rig.tool('Write', { file_path: 'src/b.ts', content: 'const b = 1;' }), 'allow');
    assert.equal(await rig.tool('Write', { file_path: 'src/b.ts', content: `const k = '${fakeKey}';` }), 'deny');
    assert.equal(
      await rig.tool('Edit', { file_path: 'services/payments/card.ts', old_string: 'a', new_string: 'b' }),
      'deny',
    );
    rig.link('.portcullis', 'plain');
    for (const path of [
      '.portcullis/policy.yaml',
      '.claude/settings.local.json',
      '.github/hooks/x.json',
      '.cursor/hooks.json',
      '../state/log/x',
      '/etc/portcullis/policy.yaml',
    ]) {
      assert.equal(await rig.tool('Write', { file_path: path, content: '{}' }), 'deny', path);
      assert.equal(await rig.shell(`echo '{}' > ${path}`), 'deny', path);
      assert.equal(await rig.shell(`rm -f ${path}`), 'deny', path);
    }
    rig.write('.portcullis/policy.yaml', 'x: 1\n');
    assert.equal(await rig.tool('Write', { file_path: 'plain/policy.yaml', content: '' }), 'deny');
    assert.equal(await rig.shell('sed -i s/a/b/ .port*/policy.yaml'), 'deny');
    assert.equal(await rig.shell('cat .portcullis/policy.yaml'), 'allow');
    assert.equal(await rig.shell('portcullis hook install claude-code --undo --yes'), 'deny');
    const patch =
      '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-a\n+b\n*** Add File: .claude/settings.json\n+{}\n*** End Patch';
    assert.equal(await rig.tool('apply_patch', { input: patch }), 'deny');
  });

  it('MCP: all arguments, and the files they name', async () => {
    assert.equal(await rig.tool('mcp__github__create_issue', { title: 'x', body: { deep: [fakeKey] } }), 'deny');
    assert.equal(await rig.tool('mcp__files__read_file', { path: 'services/payments/card.ts' }), 'deny');
    assert.equal(await rig.tool('mcp__github__create_issue', { title: 'x' }), 'allow');
  });

  it('git: asks which files a command prints', async () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: rig.folder, stdio: 'ignore' });
    git('init', '-q');
    git('config', 'user.email', 'dev@example.com');
    git('config', 'user.name', 'Dev');
    git('add', 'src');
    git('commit', '-qm', 'first');
    assert.equal(await rig.shell('git log -p'), 'allow');
    assert.equal(await rig.shell('git show HEAD'), 'allow');
    git('add', '.');
    assert.equal(await rig.shell('git diff'), 'allow');
    assert.equal(await rig.shell('git diff --cached'), 'deny');
    assert.equal(await rig.shell("git diff --cached -- . ':!services/payments'"), 'allow');
    git('commit', '-qm', 'second');
    assert.equal(await rig.shell('git show'), 'deny');
    assert.equal(await rig.shell('git show HEAD~1'), 'allow');
    assert.equal(await rig.shell('git log -p -1'), 'deny');
    assert.equal(await rig.shell('git log -1'), 'allow');
    assert.equal(await rig.shell('git diff HEAD~1 HEAD --stat'), 'allow');
    assert.equal(await rig.shell('git -c alias.x=show x'), 'deny');
  });

  it('the destination is where the host really sends to', async () => {
    const payload = {
      hook_event_name: 'PreToolUse',
      cwd: rig.folder,
      tool_name: 'Read',
      tool_input: { file_path: 'src/a.ts' },
    };
    const isAllowed = async (url: string) =>
      (await rig.ask('claude-code', payload, { env: { ANTHROPIC_BASE_URL: url } })).reply.stdout === '';
    assert.equal(await isAllowed(''), true);
    assert.equal(await isAllowed('http://127.0.0.1:4180/t/token/claude'), true);
    assert.equal(await isAllowed('http://127.0.0.1:4180/claude'), true);
    assert.equal(await isAllowed('http://127.0.0.1:9999/claude'), false);
    assert.equal(await isAllowed('https://proxy.example.com'), false);
    assert.equal(await isAllowed('nonsense'), false);
  });

  it('observe mode lets pass and records', async () => {
    const observing = createHookRig(hookPolicy.replace('levels:', 'mode: observe\nlevels:'));
    const payload = {
      hook_event_name: 'PreToolUse',
      cwd: observing.folder,
      tool_name: 'Read',
      tool_input: { file_path: 'services/payments/card.ts' },
    };
    const { reply, heard } = await observing.ask('claude-code', payload);
    assert.equal(reply.stdout, '');
    assert.deepEqual([heard[0]?.decision.effect, heard[0]?.decision.enforced], ['block', false]);
    observing.remove();
  });

  it('an entry says who, where and what, and holds no text', async () => {
    const payload = {
      hook_event_name: 'PreToolUse',
      cwd: rig.folder,
      model: 'claude-x',
      tool_name: 'Bash',
      tool_input: { command: `echo ${fakeKey}` },
    };
    const { heard } = await rig.ask('claude-code', payload);
    const [entry] = heard.map(entryOfHook);
    assert.equal(entry?.kind, 'decision');
    assert.deepEqual(entry.tool, { id: 'claude-code' });
    assert.deepEqual(entry.model, { id: 'anthropic', name: 'claude-x', how: 'hook' });
    assert.equal(entry.request?.operation, 'PreToolUse/Bash');
    assert.equal(entry.request?.channel, 'agent-shell');
    assert.equal(entry.decision.effect, 'block');
    assert.ok(!JSON.stringify(entry).includes(fakeKey));
  });
});
