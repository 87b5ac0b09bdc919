/**
 * What is known of assistants that no manifest says: how they send, and which hooks and settings are theirs.
 *
 * Knowledge here never raises a claim: it tells which mechanism has a say, and where none of the window's has.
 */

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

const known: Readonly<Record<string, Traits>> = {
  'github.copilot': { channels: ['inline'], sendsFrom: 'window', usesElectron: true },
  'github.copilot-chat': {
    channels: [...completions, ...agent, 'embed'],
    sendsFrom: 'window',
    usesElectron: true,
    hooks: 'copilot',
    hole: "The editor's separate agent host sends for itself: `/etc/github-copilot/policy.d` or a firewall closes that.",
  },
  'anthropic.claude-code': { channels: agent, sendsFrom: 'process', hooks: 'claude-code', connect: 'claude' },
  'openai.chatgpt': { channels: agent, sendsFrom: 'process', hooks: 'codex', connect: 'codex' },
  'continue.continue': { channels: ['inline', ...agent, 'embed'], sendsFrom: 'window', connect: 'continue' },
  'saoudrizwan.claude-dev': { channels: agent, sendsFrom: 'window' },
  'rooveterinaryinc.roo-cline': { channels: [...agent, 'embed'], sendsFrom: 'window' },
  'kilocode.kilo-code': { channels: ['inline', ...agent, 'embed'], sendsFrom: 'window' },
  'codeium.codeium': { channels: [...completions, 'chat', 'embed'], sendsFrom: 'process' },
  'tabnine.tabnine-vscode': { channels: ['inline', 'chat'], sendsFrom: 'process' },
  'amazonwebservices.amazon-q-vscode': { channels: ['inline', ...agent], sendsFrom: 'process' },
  'gitlab.gitlab-workflow': { channels: ['inline', ...agent], sendsFrom: 'process' },
  'supermaven.supermaven': { channels: ['inline', 'chat'], sendsFrom: 'process' },
  'sourcery.sourcery': { channels: ['chat'], sendsFrom: 'process' },
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
  const traits = Object.hasOwn(known, id) ? known[id] : undefined;
  return traits ?? { channels: [...new Set<CoverageChannel>(['inline', ...channels])], sendsFrom: 'window' };
}
