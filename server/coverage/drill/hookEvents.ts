/** What the hosts of agents would send their hooks if an agent went after a file of a drill and its text. Pure. */

import { join } from 'node:path';

export interface DrillEvent {
  /** `read`, `search`, `shell`, `edit`, `mcp`, `prompt`, `output`. */
  readonly step: string;
  /** What the host's settings call the event. */
  readonly event: string;
  readonly payload: object;
}

export interface Bait {
  readonly folder: string;
  /** The file's name in it. */
  readonly name: string;
  readonly text: string;
}

/** A file that is not there yet. */
const otherName = 'other.txt';

/** What an agent's tool calls look like in a host. */
interface Tools {
  readonly read: readonly [string, object];
  readonly search: readonly [string, object];
  readonly shell: readonly [string, object];
  readonly edit: readonly [string, object];
}

function toolsOf({ folder, name, text }: Bait): Readonly<Record<'claude' | 'vscode' | 'cli' | 'gemini', Tools>> {
  const path = join(folder, name);
  const other = join(folder, otherName);
  const command = `cat ${name}`;
  return {
    claude: {
      read: ['Read', { file_path: path }],
      search: ['Grep', { pattern: text, output_mode: 'content' }],
      shell: ['Bash', { command }],
      edit: ['Write', { file_path: other, content: text }],
    },
    vscode: {
      read: ['read_file', { filePath: path, startLine: 1, endLine: 9 }],
      search: ['grep_search', { query: text, isRegexp: false }],
      shell: ['run_in_terminal', { command, explanation: 'drill', isBackground: false }],
      edit: ['create_file', { filePath: other, content: text }],
    },
    cli: {
      read: ['view', { path }],
      search: ['rg', { pattern: text }],
      shell: ['bash', { command }],
      edit: ['create', { path: other, file_text: text }],
    },
    gemini: {
      read: ['read_file', { absolute_path: path }],
      search: ['search_file_content', { pattern: text }],
      shell: ['run_shell_command', { command }],
      edit: ['write_file', { file_path: other, content: text }],
    },
  };
}

/** Returns the events of a host by its id; none of one that isn't known. */
export function hookEvents(host: string, bait: Bait): readonly DrillEvent[] {
  const { folder, name, text } = bait;
  const path = join(folder, name);
  const other = join(folder, otherName);
  const tools = toolsOf(bait);
  const base = { session_id: 'portcullis-drill', cwd: folder };
  const mcp = { query: text };
  switch (host) {
    case 'claude-code':
    case 'codex':
    case 'copilot': {
      const named = host === 'copilot' ? tools.vscode : tools.claude;
      return [
        ...Object.entries(named).map(([step, [tool_name, tool_input]]: [string, readonly [string, object]]) => ({
          step,
          event: 'PreToolUse',
          payload: { ...base, hook_event_name: 'PreToolUse', tool_name, tool_input, tool_use_id: 'drill' },
        })),
        {
          step: 'mcp',
          event: 'PreToolUse',
          payload: { ...base, hook_event_name: 'PreToolUse', tool_name: 'mcp__drill__send', tool_input: mcp },
        },
        {
          step: 'prompt',
          event: 'UserPromptSubmit',
          payload: { ...base, hook_event_name: 'UserPromptSubmit', prompt: text },
        },
      ];
    }
    case 'copilot-cli':
      return [
        ...Object.entries(tools.cli).map(([step, [toolName, toolArgs]]: [string, readonly [string, object]]) => ({
          step,
          event: 'preToolUse',
          payload: { sessionId: 'drill', timestamp: 0, cwd: folder, toolName, toolArgs },
        })),
        {
          step: 'mcp',
          event: 'preToolUse',
          payload: { sessionId: 'drill', timestamp: 0, cwd: folder, toolName: 'drill__send', toolArgs: mcp },
        },
      ];
    case 'gemini':
      return [
        ...Object.entries(tools.gemini).map(([step, [tool_name, tool_input]]: [string, readonly [string, object]]) => ({
          step,
          event: 'BeforeTool',
          payload: { ...base, hook_event_name: 'BeforeTool', tool_name, tool_input },
        })),
        {
          step: 'mcp',
          event: 'BeforeTool',
          payload: { ...base, hook_event_name: 'BeforeTool', tool_name: 'drill__send', tool_input: mcp },
        },
        { step: 'prompt', event: 'BeforeAgent', payload: { ...base, hook_event_name: 'BeforeAgent', prompt: text } },
      ];
    case 'cursor': {
      const common = { conversation_id: 'drill', workspace_roots: [folder], cwd: folder };
      const event = (step: string, name: string, payload: object): DrillEvent => ({
        step,
        event: name,
        payload: { ...common, hook_event_name: name, ...payload },
      });
      return [
        event('read', 'beforeReadFile', { file_path: path, content: text }),
        event('shell', 'beforeShellExecution', { command: `cat ${name}` }),
        event('mcp', 'beforeMCPExecution', { tool_name: 'send', tool_input: JSON.stringify(mcp) }),
        event('prompt', 'beforeSubmitPrompt', { prompt: text, attachments: [] }),
      ];
    }
    case 'windsurf': {
      const event = (step: string, name: string, tool_info: object): DrillEvent => ({
        step,
        event: name,
        payload: { agent_action_name: name, trajectory_id: 'drill', tool_info: { cwd: folder, ...tool_info } },
      });
      return [
        event('read', 'pre_read_code', { file_path: path }),
        event('shell', 'pre_run_command', { command_line: `cat ${name}` }),
        event('edit', 'pre_write_code', { file_path: other, edits: [{ old_string: '', new_string: text }] }),
        event('mcp', 'pre_mcp_tool_use', { mcp_tool_name: 'send', mcp_tool_arguments: mcp }),
        event('prompt', 'pre_user_prompt', { user_prompt: text }),
      ];
    }
    default:
      return [];
  }
}
