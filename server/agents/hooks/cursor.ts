/** Cursor: hooks.json. A hook that fails opens unless it is told to close, which ours are. */

import { join } from 'node:path';
import { filesOfPrompt } from './claudeLike';
import { type Ask, closedReply, type HookHost, jsonReply, toEvent } from './hookHost';
import { isObject, type JsonObject, textOf, textsOf } from './payload';
import { addHooks } from './settings';
import { asksOfTool } from './tools';

const gates = [
  'beforeSubmitPrompt',
  'beforeReadFile',
  'beforeTabFileRead',
  'beforeShellExecution',
  'beforeMCPExecution',
  'preToolUse',
];

export const cursor: HookHost = {
  id: 'cursor',
  name: 'Cursor',
  tool: 'cursor',
  gates,
  parse(payload, event) {
    const name = event ?? textOf(payload, 'hook_event_name') ?? '';
    const roots = textsOf(payload['workspace_roots']);
    const model = textOf(payload, 'model');
    const read = toEvent(name, asksOf(name, payload), {
      cwd: textOf(payload, 'cwd') || roots[0],
      model: model === 'default' ? undefined : model,
      version: textOf(payload, 'cursor_version'),
      tool: textOf(payload, 'tool_name'),
    });
    return { ...read, roots };
  },
  canAsk: ({ name }) => name === 'beforeShellExecution' || name === 'beforeMCPExecution',
  answer(event, { effect, reason }) {
    // An empty object says nothing for or against; no output would count as a failure.
    if (effect === 'allow') return jsonReply({});
    if (event.name === 'beforeSubmitPrompt') return jsonReply({ continue: false, user_message: reason });
    if (!gates.includes(event.name)) return closedReply(reason);
    return jsonReply({ permission: effect === 'ask' ? 'ask' : 'deny', user_message: reason, agent_message: reason });
  },
  settings: {
    file: ({ home }) => join(home, '.cursor', 'hooks.json'),
    install: (text, command) =>
      addHooks(
        text,
        Object.fromEntries(
          gates.map((event) => [event, [{ command: command(event).own, timeout: 30, failClosed: true }]]),
        ),
        { version: 1 },
      ),
  },
};

function asksOf(name: string, payload: JsonObject): readonly Ask[] | string {
  const path = textOf(payload, 'file_path');
  switch (name) {
    case 'beforeReadFile':
    case 'beforeTabFileRead': {
      if (path === undefined) return 'it names no file to read';
      const text = textOf(payload, 'content');
      return [{ kind: 'read', path, ...(text === undefined ? {} : { text }) }, ...attachmentsOf(payload)];
    }
    case 'beforeShellExecution': {
      const command = textOf(payload, 'command');
      return command === undefined ? 'it holds no command' : [{ kind: 'shell', command, dialect: 'any' }];
    }
    case 'beforeMCPExecution':
      return [{ kind: 'mcp', tool: textOf(payload, 'tool_name') ?? 'unknown', input: payload['tool_input'] }];
    case 'beforeSubmitPrompt': {
      const text = textOf(payload, 'prompt');
      if (text === undefined) return 'it holds no prompt';
      const attached = attachmentsOf(payload).map((ask) => ask.path);
      return [{ kind: 'prompt', text, files: [...filesOfPrompt(text), ...attached] }];
    }
    case 'preToolUse': {
      const tool = textOf(payload, 'tool_name');
      if (tool === undefined) return 'it names no tool';
      return asksOfTool(tool, payload['tool_input']);
    }
    case '':
      return 'it names no event';
    default:
      return [];
  }
}

function attachmentsOf({ attachments }: JsonObject): readonly Extract<Ask, { kind: 'read' }>[] {
  return (Array.isArray(attachments) ? attachments : []).filter(isObject).flatMap((attachment) => {
    const path = textOf(attachment, 'file_path', 'filePath', 'path');
    return path === undefined ? [] : [{ kind: 'read', path }];
  });
}
