/**
 * What is known of assistants that no manifest says: how they send, and which hooks and settings are theirs.
 *
 * Knowledge here never raises a claim: it tells which mechanism has a say, and where none of the window's has.
 */

import assistants from '../lsp/protocol/assistants.json';
import type { CoverageChannel } from '../lsp/protocol/coverage';

export interface Traits {
  readonly channels: readonly CoverageChannel[];
  /** `window`: from the extension host. `process`: from a process of its own. */
  readonly sendsFrom: 'window' | 'process';
  /** True where it prefers the editor's own network stack, which the guard can't see, unless its settings say otherwise. */
  readonly usesElectron?: true;
  /** Id of the host whose hooks it asks. */
  readonly hooks?: string;
  /** Id of the tool as `portcullis connect` knows it. */
  readonly connect?: string;
  /** What of it goes past, a sentence. */
  readonly hole?: string;
}

const completions: readonly CoverageChannel[] = ['inline', 'next-edit'];
const agent: readonly CoverageChannel[] = ['chat', 'agent-read', 'agent-shell', 'agent-edit', 'mcp'];

/** What the window knows of extensions, by id. */
const extensions = new Map(assistants.map((each) => [each.id, each as Partial<Traits>]));

const programs: Readonly<Record<string, Traits>> = {
  claude: { channels: agent, sendsFrom: 'process', hooks: 'claude-code', connect: 'claude' },
  codex: { channels: agent, sendsFrom: 'process', hooks: 'codex', connect: 'codex' },
  gemini: { channels: agent, sendsFrom: 'process', hooks: 'gemini', connect: 'gemini' },
  copilot: { channels: agent, sendsFrom: 'process', hooks: 'copilot-cli' },
  'cursor-agent': { channels: agent, sendsFrom: 'process', hooks: 'cursor' },
  opencode: { channels: agent, sendsFrom: 'process', connect: 'opencode' },
  aider: { channels: ['chat', 'agent-read', 'agent-shell', 'agent-edit'], sendsFrom: 'process', connect: 'aider' },
  amp: { channels: agent, sendsFrom: 'process' },
  crush: { channels: agent, sendsFrom: 'process' },
  goose: { channels: agent, sendsFrom: 'process' },
  qwen: { channels: agent, sendsFrom: 'process' },
  cursor: { channels: [...completions, ...agent, 'embed'], sendsFrom: 'process', hooks: 'cursor' },
  windsurf: { channels: [...completions, ...agent, 'embed'], sendsFrom: 'process', hooks: 'windsurf' },
};

/** The programs of assistants that are looked for on the path, with what people call them. */
export const assistantPrograms: Readonly<Record<string, string>> = {
  claude: 'Claude Code',
  codex: 'Codex CLI',
  gemini: 'Gemini CLI',
  copilot: 'GitHub Copilot CLI',
  'cursor-agent': 'Cursor CLI',
  opencode: 'opencode',
  aider: 'aider',
  amp: 'Amp',
  crush: 'Crush',
  goose: 'goose',
  qwen: 'Qwen Code',
};

/** Returns what is known of an assistant; of one that isn't, that it is an extension of the window. */
export function traitsOf(id: string, channels: readonly CoverageChannel[] = []): Traits {
  if (Object.hasOwn(programs, id)) return programs[id] as Traits;
  const known = extensions.get(id);
  const may = [...new Set<CoverageChannel>(['inline', ...channels])];
  return { sendsFrom: 'window', ...known, channels: known?.channels ?? may };
}
