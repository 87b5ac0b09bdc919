/** Codex CLI: hooks.json in the form of Claude Code. It can't be told to ask, so what would be asked is refused. */

import { join } from 'node:path';
import { answerClaudeLike, claudeGates, claudeHooks, parseClaudeLike } from './claudeLike';
import type { HookHost } from './hookHost';
import { addHooks } from './settings';

export const codex: HookHost = {
  id: 'codex',
  name: 'Codex CLI',
  tool: 'codex',
  endpoint: { variable: 'OPENAI_BASE_URL', host: 'api.openai.com' },
  gates: claudeGates,
  parse: parseClaudeLike,
  canAsk: () => false,
  // A blocked result is replaced by the reason.
  answer: (event, verdict) => answerClaudeLike(event, verdict),
  settings: {
    file: ({ home, env }) => join(env['CODEX_HOME'] ?? join(home, '.codex'), 'hooks.json'),
    install: (text, command) => addHooks(text, claudeHooks(command)),
  },
};
