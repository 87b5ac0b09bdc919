/** Gemini CLI: `hooks` of its settings.json, whose time-outs are milliseconds. Exit code 2 closes. */

import { join } from 'node:path';
import { filesOfPrompt } from './claudeLike';
import { type Ask, type HookHost, jsonReply, noOpinion, toEvent } from './hookHost';
import { allTexts, type JsonObject, objectOf, textOf } from './payload';
import { addHooks } from './settings';
import { asksOfTool } from './tools';

const gates = ['BeforeTool', 'AfterTool', 'BeforeAgent', 'BeforeModel'];

export const gemini: HookHost = {
  id: 'gemini',
  name: 'Gemini CLI',
  tool: 'gemini-cli',
  endpoint: { variable: 'GOOGLE_GEMINI_BASE_URL', host: 'generativelanguage.googleapis.com' },
  gates,
  parse(payload, event) {
    const name = event ?? textOf(payload, 'hook_event_name') ?? '';
    return toEvent(name, asksOf(name, payload), {
      cwd: textOf(payload, 'cwd'),
      model: textOf(objectOf(payload['llm_request']), 'model'),
      tool: textOf(payload, 'tool_name'),
    });
  },
  canAsk: () => false,
  answer(_event, { effect, reason }) {
    // After a tool the reason takes the place of what it returned.
    return effect === 'allow' ? noOpinion : jsonReply({ decision: 'deny', reason, systemMessage: reason });
  },
  settings: {
    file: ({ home }) => join(home, '.gemini', 'settings.json'),
    install: (text, command) =>
      addHooks(
        text,
        Object.fromEntries(
          gates.map((event) => [
            event,
            [
              {
                ...(/Tool$/.test(event) ? { matcher: '.*' } : {}),
                hooks: [{ type: 'command', name: 'portcullis', command: command(event).own, timeout: 30_000 }],
              },
            ],
          ]),
        ),
      ),
  },
};

function asksOf(name: string, payload: JsonObject): readonly Ask[] | string {
  switch (name) {
    case 'BeforeTool': {
      const tool = textOf(payload, 'tool_name');
      return tool === undefined ? 'it names no tool' : asksOfTool(tool, payload['tool_input']);
    }
    case 'AfterTool':
      return [{ kind: 'output', value: payload['tool_response'] ?? null }];
    case 'BeforeAgent': {
      const text = textOf(payload, 'prompt');
      return text === undefined ? 'it holds no prompt' : [{ kind: 'prompt', text, files: filesOfPrompt(text) }];
    }
    case 'BeforeModel':
      return [{ kind: 'output', value: allTexts(objectOf(payload['llm_request'])['messages']) }];
    case '':
      return 'it names no event';
    default:
      return [];
  }
}
