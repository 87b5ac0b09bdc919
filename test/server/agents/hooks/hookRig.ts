/** A workspace on disk with a policy, for tests of what hooks are answered. Starts no service. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answerHook, type HookAnswer } from '../../../../server/agents/hooks/answerHook';
import { createHookWorld } from '../../../../server/agents/hooks/machine';
import type { HookWorld } from '../../../../server/agents/hooks/world';
import { compilePolicy } from '../../../../server/engine/policy/compile';
import { parsePolicy } from '../../../../server/engine/policy/parse';

/** A fake credential in the form of an AWS access key id. */
export const fakeKey = ['AKIA', 'Z7QHX5VRPLKNMW3D'].join('');

export const hookPolicy = `apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, restricted]
classify:
  default: internal
  rules:
    - { id: payments-core, label: { level: restricted, categories: [pci] }, paths: ["services/payments/**"] }
    - { id: secrets, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }
models:
  - { id: anthropic, match: { hosts: [api.anthropic.com] }, locality: cloud, clearance: { level: internal } }
  - id: assistants
    match: { tools: [github.copilot-chat, copilot-cli, codex, cursor, gemini-cli, windsurf] }
    locality: cloud
    clearance: { level: internal }
flow:
  - { channels: [chat, agent-read], categories: [secret], effect: redact }
insertions:
  - { levels: [restricted], effect: block }
  - { detectors: ["secret/*"], effect: block }
gateway: { port: 4180, upstreams: { claude: { baseUrl: "https://api.anthropic.com", speaks: anthropic } } }
`;

export interface HookRig {
  readonly folder: string;
  write(path: string, content: string): string;
  link(to: string, path: string): void;
  ask(host: string, payload: unknown, options?: AskOptions): Promise<HookAnswer>;
  /** Asks Claude Code's gate about a tool; returns `allow`, `ask` or `deny`. */
  tool(name: string, input: object): Promise<string>;
  shell(command: string): Promise<string>;
  remove(): void;
}

interface AskOptions {
  readonly event?: string;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

export function createHookRig(policyText = hookPolicy, changes: Partial<HookWorld> = {}): HookRig {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-hook-')));
  const folder = join(top, 'work');
  mkdirSync(join(folder, '.git'), { recursive: true });
  const { policy, problems } = parsePolicy(policyText, 'policy.yaml');
  if (policy === undefined) throw new Error(JSON.stringify(problems));
  const caseInsensitivePaths = changes.ignoreCase ?? false;
  const compiled = compilePolicy(policy, { digest: `sha256:${'0'.repeat(64)}`, caseInsensitivePaths, layers: [] });
  const now = (): Date => new Date('2026-11-21T05:00:00Z');
  const world = {
    ...createHookWorld([join(top, 'state')], (_, use) => use(compiled), now),
    ignoreCase: false,
    ...changes,
  };
  const rig: HookRig = {
    folder,
    write(path, content) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    link: (to, path) => symlinkSync(to, join(folder, path)),
    ask(host, payload, { event, env = {}, cwd = folder } = {}) {
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const params = { host, payload: text, cwd, env, ...(event === undefined ? {} : { event }) };
      return answerHook(world, params, () => 0);
    },
    async tool(name, input) {
      const payload = { hook_event_name: 'PreToolUse', cwd: folder, tool_name: name, tool_input: input };
      const { reply } = await rig.ask('claude-code', payload);
      if (reply.stdout === '') return reply.code === 0 ? 'allow' : 'deny';
      return JSON.parse(reply.stdout).hookSpecificOutput.permissionDecision;
    },
    shell: (command) => rig.tool('Bash', { command }),
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
  rig.write('services/payments/card.ts', 'export const canary = 1;\n');
  rig.write('services/web/page.ts', 'export const page = 1;\n');
  rig.write('src/a.ts', 'export const a = 1;\n');
  rig.write('README.md', '# read me\n');
  return rig;
}
