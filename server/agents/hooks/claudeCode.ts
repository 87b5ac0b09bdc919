/**
 * Claude Code: `hooks` of its settings.json. Exit code 2 closes; any other failure opens.
 *
 * Its `@file` mentions skip PreToolUse, so prompts are looked at for them.
 */

import { join } from 'node:path';
import { answerClaudeLike, claudeGates, claudeHooks, parseClaudeLike, withheld } from './claudeLike';
import type { HookHost } from './hookHost';
import { addHooks } from './settings';

export const claudeCode: HookHost = {
  id: 'claude-code',
  name: 'Claude Code',
  tool: 'claude-code',
  endpoint: { variable: 'ANTHROPIC_BASE_URL', host: 'api.anthropic.com' },
  gates: claudeGates,
  parse: parseClaudeLike,
  canAsk: ({ name }) => name === 'PreToolUse',
  answer(event, verdict) {
    if (event.name === 'UserPromptSubmit') return answerClaudeLike(event, verdict, { suppressOriginalPrompt: true });
    if (event.name !== 'PostToolUse') return answerClaudeLike(event, verdict);
    return answerClaudeLike(event, verdict, {
      hookSpecificOutput: { hookEventName: 'PostToolUse', updatedToolOutput: withheld(event, verdict) },
    });
  },
  settings: {
    file: ({ home, env }) => join(env['CLAUDE_CONFIG_DIR'] ?? join(home, '.claude'), 'settings.json'),
    install: (text, command) => addHooks(text, claudeHooks(command)),
  },
};
