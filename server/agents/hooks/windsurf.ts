/** Windsurf: hooks.json. Only exit code 2 closes, with the reason on stderr; nobody can be asked. */

import { join } from 'node:path';
import { filesOfPrompt } from './claudeLike';
import { type Ask, closedReply, type HookHost, noOpinion, toEvent } from './hookHost';
import { type JsonObject, objectOf, textOf } from './payload';
import { addHooks } from './settings';
import { asksOfTool } from './tools';

const gates = ['pre_user_prompt', 'pre_read_code', 'pre_write_code', 'pre_run_command', 'pre_mcp_tool_use'];

export const windsurf: HookHost = {
  id: 'windsurf',
  name: 'Windsurf',
  tool: 'windsurf',
  gates,
  parse(payload, event) {
    const name = event ?? textOf(payload, 'agent_action_name') ?? '';
    const info = objectOf(payload['tool_info']);
    return toEvent(name, asksOf(name, info), {
      cwd: textOf(info, 'cwd') ?? textOf(payload, 'cwd'),
      model: textOf(payload, 'model_name'),
    });
  },
  canAsk: () => false,
  answer: (_event, { effect, reason }) => (effect === 'allow' ? noOpinion : closedReply(reason)),
  settings: {
    file: ({ home }) => join(home, '.codeium', 'windsurf', 'hooks.json'),
    install: (text, command) =>
      addHooks(
        text,
        Object.fromEntries(gates.map((event) => [event, [{ command: command(event).own, show_output: true }]])),
      ),
  },
};

function asksOf(name: string, info: JsonObject): readonly Ask[] | string {
  switch (name) {
    case 'pre_read_code': {
      const path = textOf(info, 'file_path');
      return path === undefined ? 'it names no file to read' : [{ kind: 'read', path }];
    }
    case 'pre_write_code':
      return asksOfTool('edit', info);
    case 'pre_run_command': {
      const command = textOf(info, 'command_line');
      return command === undefined ? 'it holds no command' : [{ kind: 'shell', command, dialect: 'any' }];
    }
    case 'pre_mcp_tool_use':
      return [{ kind: 'mcp', tool: textOf(info, 'mcp_tool_name') ?? 'unknown', input: info['mcp_tool_arguments'] }];
    case 'pre_user_prompt': {
      const text = textOf(info, 'user_prompt');
      return text === undefined ? 'it holds no prompt' : [{ kind: 'prompt', text, files: filesOfPrompt(text) }];
    }
    case '':
      return 'it names no event';
    default:
      return [];
  }
}
