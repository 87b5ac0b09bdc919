/**
 * GitHub Copilot CLI: files in `~/.copilot/hooks`. A failing hook closes before a tool, one that is late always opens.
 *
 * Its payload names no event, so the settings do. Its prompt event can't refuse.
 */

import { join } from 'node:path';
import { type Ask, closedReply, type HookEvent, type HookHost, jsonReply, noOpinion, toEvent } from './hookHost';
import { type JsonObject, textOf } from './payload';
import { addHooks } from './settings';
import { asksOfTool } from './tools';

export const copilotCli: HookHost = {
  id: 'copilot-cli',
  name: 'GitHub Copilot CLI',
  tool: 'copilot-cli',
  endpoint: { variable: 'COPILOT_API_URL', host: 'api.githubcopilot.com' },
  gates: ['preToolUse', 'permissionRequest', 'postToolUse'],
  parse(payload, event) {
    const name = event ?? nameOf(payload);
    return toEvent(name, asksOf(name, payload), {
      cwd: textOf(payload, 'cwd'),
      tool: textOf(payload, 'toolName', 'tool_name'),
    });
  },
  canAsk: ({ name }) => name === 'preToolUse',
  answer(event, { effect, reason, output }) {
    if (effect === 'allow') return noOpinion;
    switch (event.name) {
      case 'preToolUse':
        return jsonReply({
          permissionDecision: effect === 'ask' ? 'ask' : 'deny',
          permissionDecisionReason: reason,
        });
      case 'permissionRequest':
        return jsonReply({ behavior: 'deny', message: reason });
      case 'postToolUse': {
        const textResultForLlm = typeof output === 'string' ? output : reason;
        return jsonReply({ modifiedResult: { resultType: 'success', textResultForLlm } });
      }
      default:
        return closedReply(reason);
    }
  },
  settings: {
    file: ({ home, env }) => join(env['COPILOT_HOME'] ?? join(home, '.copilot'), 'hooks', 'portcullis.json'),
    install: (text, command) =>
      addHooks(
        text,
        Object.fromEntries(
          ['preToolUse', 'postToolUse', 'userPromptSubmitted'].map((event) => {
            const { posix, windows } = command(event);
            return [event, [{ type: 'command', bash: posix, powershell: windows, timeoutSec: 30 }]];
          }),
        ),
        { version: 1 },
      ),
  },
};

function nameOf(payload: JsonObject): string {
  if (payload['toolResult'] !== undefined) return 'postToolUse';
  if (payload['toolError'] !== undefined) return 'postToolUseFailure';
  if (payload['toolName'] !== undefined) return 'preToolUse';
  return payload['prompt'] === undefined ? 'other' : 'userPromptSubmitted';
}

function asksOf(name: string, payload: JsonObject): HookEvent['asks'] | string {
  switch (name) {
    case 'preToolUse':
    case 'permissionRequest': {
      const tool = textOf(payload, 'toolName', 'tool_name');
      if (tool === undefined) return 'it names no tool';
      const input = parseArguments(payload['toolArgs'] ?? payload['tool_input']);
      return input === undefined ? "its 'toolArgs' are not JSON" : asksOfTool(tool, input);
    }
    case 'postToolUse': {
      const result = payload['toolResult'];
      const text =
        typeof result === 'object' && result !== null ? textOf(result as JsonObject, 'textResultForLlm') : undefined;
      return [{ kind: 'output', value: text ?? result ?? null } satisfies Ask];
    }
    default:
      return [];
  }
}

/** The arguments come as an object, or as the text of one. */
function parseArguments(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
