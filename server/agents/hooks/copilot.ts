/**
 * GitHub Copilot in VS Code: hooks by an extension's plugin, or `~/.copilot/hooks`. Exit code 2 closes, all else opens.
 *
 * No payload holds the active file's text or attachments that came without a reference: other means see to those.
 */

import { join } from 'node:path';
import { answerClaudeLike, claudeGates, parseClaudeLike } from './claudeLike';
import type { HookHost } from './hookHost';
import { addHooks } from './settings';

const events = ['PreToolUse', 'PostToolUse', 'UserPromptSubmit'];

export const copilot: HookHost = {
  id: 'copilot',
  name: 'GitHub Copilot in VS Code',
  tool: 'github.copilot-chat',
  addsFiles: true,
  gates: claudeGates,
  parse: parseClaudeLike,
  canAsk: ({ name }) => name === 'PreToolUse',
  answer: (event, verdict) => answerClaudeLike(event, verdict),
  settings: {
    file: ({ home }) => join(home, '.copilot', 'hooks', 'portcullis-vscode.json'),
    install: (text, command) =>
      addHooks(
        text,
        Object.fromEntries(
          events.map((event) => [event, [{ type: 'command', command: command(event).own, timeout: 30 }]]),
        ),
      ),
  },
};
