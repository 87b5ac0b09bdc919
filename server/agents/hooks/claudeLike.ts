/** Events of the hosts that took over the form of Claude Code's hooks: names, payload and how they are told no. */

import {
  type Ask,
  closedReply,
  type HookCommand,
  type HookEvent,
  type HookReply,
  type HookVerdict,
  jsonReply,
  noOpinion,
  toEvent,
} from './hookHost';
import { isObject, type JsonObject, textOf } from './payload';
import { asksOfTool } from './tools';

export const claudeGates: readonly string[] = ['PreToolUse', 'PermissionRequest', 'PostToolUse', 'UserPromptSubmit'];

/** Reads a payload; the event's name in the settings counts more than what the payload says. */
export function parseClaudeLike(payload: JsonObject, event: string | undefined): HookEvent {
  const name = event ?? textOf(payload, 'hook_event_name') ?? '';
  return toEvent(name, asksOf(name, payload), {
    cwd: textOf(payload, 'cwd'),
    model: textOf(payload, 'model'),
    tool: textOf(payload, 'tool_name'),
  });
}

function asksOf(name: string, payload: JsonObject): readonly Ask[] | string {
  switch (name) {
    case 'PreToolUse':
    case 'PermissionRequest': {
      const tool = textOf(payload, 'tool_name');
      if (tool === undefined) return 'it names no tool';
      return asksOfTool(tool, payload['tool_input']);
    }
    case 'PostToolUse':
      return [{ kind: 'output', value: payload['tool_response'] ?? payload['tool_result'] ?? null }];
    case 'UserPromptSubmit': {
      const text = textOf(payload, 'prompt');
      return text === undefined ? 'it holds no prompt' : [{ kind: 'prompt', text, files: filesOfPrompt(text) }];
    }
    case '':
      return 'it names no event';
    default:
      return [];
  }
}

/** Returns the files that a prompt refers to: `@path`, `@"a path"`, `#file:path`. */
export function filesOfPrompt(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, quoted, file, plain] of text.matchAll(/@"([^"\n]+)"|#file:(\S+)|(?<![\w`])@([^\s"'`<>()]+)/g)) {
    const path = (quoted ?? file ?? plain ?? '').replace(/#L\d+(?:-L?\d+)?$|:\d+(?:-\d+)?$/, '');
    found.add(path);
    found.add(path.replace(/[.,;:!?]+$/, ''));
  }
  found.delete('');
  return [...found];
}

/** Returns the hooks of a settings file in the form of Claude Code. */
export function claudeHooks(command: (event: string) => HookCommand): Readonly<Record<string, readonly JsonObject[]>> {
  const hooks = (event: string): readonly JsonObject[] => [
    { type: 'command', command: command(event).own, timeout: 30 },
  ];
  return {
    PreToolUse: [{ matcher: '*', hooks: hooks('PreToolUse') }],
    PostToolUse: [{ matcher: '*', hooks: hooks('PostToolUse') }],
    UserPromptSubmit: [{ hooks: hooks('UserPromptSubmit') }],
  };
}

/** Answers in the form of Claude Code. */
export function answerClaudeLike(event: HookEvent, verdict: HookVerdict, extra: JsonObject = {}): HookReply {
  const { effect, reason } = verdict;
  if (effect === 'allow') return noOpinion;
  switch (event.name) {
    case 'PreToolUse':
      return jsonReply({
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: effect === 'ask' ? 'ask' : 'deny',
          permissionDecisionReason: reason,
        },
      });
    case 'PermissionRequest':
      return jsonReply({
        hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'deny', message: reason } },
      });
    case 'UserPromptSubmit':
      return jsonReply({ decision: 'block', reason, ...extra });
    case 'PostToolUse':
      return jsonReply({ decision: 'block', reason, ...extra });
    default:
      return closedReply(reason);
  }
}

/** Returns what replaces a tool's output: redacted where that is enough, else nothing but the reason. */
export function withheld(event: HookEvent, { output, reason }: HookVerdict): unknown {
  if (output !== undefined) return output;
  const [ask] = event.asks;
  const value = ask?.kind === 'output' ? ask.value : undefined;
  if (Array.isArray(value)) return [{ type: 'text', text: reason }];
  if (!isObject(value)) return reason;
  // The host checks that the shape stays the same.
  let isTold = false;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (typeof item === 'string') {
        const text = isTold ? '' : reason;
        isTold = true;
        return [key, text];
      }
      return [key, typeof item === 'object' ? (Array.isArray(item) ? [] : {}) : item];
    }),
  );
}
