/** Each host's payloads as it sends them, and the answers in its own form. */

import assert from 'node:assert/strict';
import { hookHosts } from '../../../../server/agents/hooks';
import type { HookReply } from '../../../../server/agents/hooks/hookHost';
import { createHookRig, fakeKey, type HookRig } from './hookRig';

describe('hooks: hosts', () => {
  let rig: HookRig;
  let card: string;
  before(() => {
    rig = createHookRig();
    card = `${rig.folder}/services/payments/card.ts`;
  });
  after(() => rig.remove());

  const reply = async (host: string, payload: unknown, event?: string): Promise<HookReply> =>
    (await rig.ask(host, payload, event === undefined ? {} : { event })).reply;
  const json = async (host: string, payload: unknown, event?: string) => {
    const { stdout, code } = await reply(host, payload, event);
    assert.equal(code, 0);
    return stdout === '' ? undefined : JSON.parse(stdout);
  };
  const silent: HookReply = { stdout: '', stderr: '', code: 0 };

  for (const host of ['claude-code', 'codex', 'copilot']) {
    const base = () => ({
      session_id: 's-1',
      transcript_path: null,
      cwd: rig.folder,
      hook_event_name: 'PreToolUse',
      tool_use_id: 'u',
    });
    it(`${host}: before a tool`, async () => {
      const denied = await json(host, { ...base(), tool_name: 'Bash', tool_input: { command: `cat ${card}` } });
      assert.equal(denied.hookSpecificOutput.hookEventName, 'PreToolUse');
      assert.equal(denied.hookSpecificOutput.permissionDecision, 'deny');
      assert.match(
        denied.hookSpecificOutput.permissionDecisionReason,
        /card\.ts is restricted \[pci\] \(rule payments-core\)/,
      );
      const passes = { ...base(), tool_name: 'Bash', tool_input: { command: 'git status --short' } };
      assert.deepEqual(await reply(host, passes), silent);
    });
    it(`${host}: a prompt and what it refers to`, async () => {
      const prompt = (text: string) => ({ cwd: rig.folder, hook_event_name: 'UserPromptSubmit', prompt: text });
      assert.equal((await json(host, prompt('sum up @services/payments/card.ts')))?.decision, 'block');
      assert.equal((await json(host, prompt('sum up #file:services/payments/card.ts, please')))?.decision, 'block');
      assert.equal((await json(host, prompt(`my key is ${fakeKey}`)))?.decision, 'block');
      assert.deepEqual(await reply(host, prompt('read @README.md and ask dev@example.com')), silent);
    });
    it(`${host}: events that can refuse nothing`, async () => {
      assert.deepEqual(await reply(host, { cwd: rig.folder, hook_event_name: 'Stop' }), silent);
    });
  }

  it('claude-code: what a tool returned is redacted, or withheld', async () => {
    const tool_response = { stdout: `key=${fakeKey}\n`, stderr: '', interrupted: false, isImage: false };
    const payload = { cwd: rig.folder, hook_event_name: 'PostToolUse', tool_name: 'Bash', tool_response };
    const answer = await json('claude-code', payload);
    assert.equal(answer.decision, 'block');
    assert.deepEqual(Object.keys(answer.hookSpecificOutput.updatedToolOutput), Object.keys(tool_response));
    assert.match(answer.hookSpecificOutput.updatedToolOutput.stdout, /^key=\[redacted:secret\//);
    assert.ok(!JSON.stringify(answer).includes(fakeKey));
    assert.deepEqual(await reply('claude-code', { ...payload, tool_response: { stdout: 'user1\n' } }), silent);
  });

  it('codex is not told to ask; others are', async () => {
    const payload = {
      cwd: rig.folder,
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'curl x | sh' },
    };
    assert.equal((await json('codex', payload)).hookSpecificOutput.permissionDecision, 'deny');
    assert.equal((await json('copilot', payload)).hookSpecificOutput.permissionDecision, 'ask');
  });

  it("copilot: the editor's own tools", async () => {
    const ask = (tool_name: string, tool_input: object) =>
      json('copilot', { hook_event_name: 'PreToolUse', cwd: rig.folder, tool_name, tool_input });
    assert.ok(await ask('read_file', { filePath: card, startLine: 1, endLine: 200 }));
    assert.ok(await ask('grep_search', { query: 'canary', isRegexp: false }));
    assert.ok(await ask('grep_search', { query: 'can.ry|x', isRegexp: true, includePattern: 'services/**' }));
    assert.ok(await ask('semantic_search', { query: 'cards' }));
    assert.ok(await ask('run_in_terminal', { command: `Get-Content ${card}`, explanation: 'x', isBackground: false }));
    assert.ok(await ask('replace_string_in_file', { filePath: card, oldString: 'a', newString: 'b' }));
    assert.ok(await ask('some_tool_of_tomorrow', { resource: card }));
    assert.equal(await ask('grep_search', { query: 'canary', includePattern: 'src/**' }), undefined);
    assert.equal(await ask('grep_search', { query: 'nowhere to be found' }), undefined);
    assert.equal(await ask('list_dir', { path: `${rig.folder}/services/payments` }), undefined);
    assert.equal(await ask('read_file', { filePath: `${rig.folder}/src/a.ts` }), undefined);
  });

  it('copilot-cli: arguments as a text or an object, no event in the payload', async () => {
    const base = { timestamp: 1778700003000, cwd: rig.folder, sessionId: 's-1', toolName: 'bash' };
    const command = { command: `cat ${card}` };
    for (const toolArgs of [command, JSON.stringify(command)]) {
      for (const event of [undefined, 'preToolUse']) {
        assert.equal((await json('copilot-cli', { ...base, toolArgs }, event)).permissionDecision, 'deny');
      }
    }
    assert.equal((await json('copilot-cli', { ...base, toolArgs: '{' }, 'preToolUse')).permissionDecision, 'deny');
    assert.deepEqual(
      await reply('copilot-cli', { ...base, toolName: 'view', toolArgs: { path: 'README.md' } }, 'preToolUse'),
      silent,
    );
    const result = { ...base, toolArgs: {}, toolResult: { resultType: 'success', textResultForLlm: `a ${fakeKey}` } };
    assert.match((await json('copilot-cli', result, 'postToolUse')).modifiedResult.textResultForLlm, /^a \[redacted:/);
    assert.deepEqual(
      await reply('copilot-cli', { timestamp: 1, cwd: rig.folder, sessionId: 's', reason: 'done' }, 'agentStop'),
      silent,
    );
  });

  it('cursor: its own events', async () => {
    const ask = (hook_event_name: string, more: object) =>
      json('cursor', {
        conversation_id: 'c',
        model: 'default',
        cursor_version: '2.5.25',
        workspace_roots: [rig.folder],
        hook_event_name,
        ...more,
      });
    assert.equal((await ask('beforeReadFile', { file_path: card, content: 'x', attachments: [] })).permission, 'deny');
    assert.equal(
      (await ask('beforeReadFile', { file_path: `${rig.folder}/src/a.ts`, content: fakeKey })).permission,
      'deny',
    );
    assert.equal((await ask('beforeShellExecution', { command: `cat ${card}`, cwd: '' })).permission, 'deny');
    assert.equal((await ask('beforeShellExecution', { command: 'curl x | sh', cwd: '' })).permission, 'ask');
    assert.equal(
      (await ask('beforeMCPExecution', { tool_name: 'q', tool_input: JSON.stringify({ k: fakeKey }) })).permission,
      'deny',
    );
    assert.equal((await ask('preToolUse', { tool_name: 'Read', tool_input: { file_path: card } })).permission, 'deny');
    const attached = { prompt: 'hello', attachments: [{ type: 'file', file_path: card }] };
    assert.equal((await ask('beforeSubmitPrompt', attached)).continue, false);
    assert.deepEqual(await ask('beforeShellExecution', { command: 'whoami', cwd: '' }), {});
    assert.equal(await ask('afterFileEdit', { file_path: card, edits: [] }), undefined);
  });

  it('gemini: before and after tools, models and prompts', async () => {
    const ask = (hook_event_name: string, more: object) =>
      json('gemini', { cwd: rig.folder, hook_event_name, ...more });
    const denied = await ask('BeforeTool', {
      tool_name: 'read_file',
      tool_input: { file_path: 'services/payments/card.ts' },
    });
    assert.deepEqual(Object.keys(denied), ['decision', 'reason', 'systemMessage']);
    assert.equal(denied.decision, 'deny');
    const response = { tool_name: 'run_shell_command', tool_input: {}, tool_response: { llmContent: fakeKey } };
    assert.equal((await ask('AfterTool', response)).decision, 'deny');
    assert.equal((await ask('BeforeAgent', { prompt: '@services/payments/card.ts' })).decision, 'deny');
    const request = { model: 'gemini-3-pro', messages: [{ role: 'user', content: fakeKey }] };
    assert.equal((await ask('BeforeModel', { llm_request: request })).decision, 'deny');
    assert.equal(
      await ask('BeforeTool', { tool_name: 'read_file', tool_input: { file_path: 'README.md' } }),
      undefined,
    );
  });

  it('windsurf: exit code 2 alone, raw control characters in its JSON', async () => {
    const ask = (agent_action_name: string, tool_info: object) =>
      reply('windsurf', { agent_action_name, trajectory_id: 't', execution_id: 'e', tool_info });
    const read = await ask('pre_read_code', { file_path: card });
    assert.deepEqual([read.code, read.stdout], [2, '']);
    assert.match(read.stderr, /card\.ts is restricted/);
    assert.equal((await ask('pre_run_command', { command_line: `cat ${card}`, cwd: rig.folder })).code, 2);
    assert.equal(
      (await ask('pre_write_code', { file_path: card, edits: [{ old_string: 'a', new_string: 'b' }] })).code,
      2,
    );
    assert.equal((await ask('pre_mcp_tool_use', { mcp_tool_name: 't', mcp_tool_arguments: { a: fakeKey } })).code, 2);
    const raw = `{"agent_action_name":"pre_user_prompt","tool_info":{"user_prompt":"a\nb\t${fakeKey}"}}`;
    assert.equal((await reply('windsurf', raw)).code, 2);
    assert.deepEqual(await ask('pre_read_code', { file_path: `${rig.folder}/services` }), silent);
    assert.deepEqual(await ask('post_write_code', { file_path: card }), silent);
  });

  for (const host of hookHosts) {
    it(`${host.id}: what can't be read or judged closes the gate, and says how to mend it`, async () => {
      for (const payload of ['', '{', '[]', 'null', '"x"']) {
        const { code, stderr } = await reply(host.id, payload);
        assert.equal(code, 2, payload);
        assert.match(stderr, /can't be read: .*portcullis hook install/);
      }
      for (const event of host.gates.filter(
        (gate) => !/PostToolUse|postToolUse|AfterTool|BeforeModel|MCP|mcp/.test(gate),
      )) {
        const { code, stdout, stderr } = await reply(host.id, { cwd: rig.folder }, event);
        assert.match(`${stdout}${stderr}`, /can't be judged/, event);
        assert.ok(code === 2 || stdout !== '');
      }
    });
  }
});
