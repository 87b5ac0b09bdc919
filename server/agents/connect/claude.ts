/** Claude Code: `env.ANTHROPIC_BASE_URL` of its settings.json. */

import { join } from 'node:path';
import { setInJson } from './jsonSettings';
import type { ConnectTool } from './tool';

export const claude: ConnectTool = {
  id: 'claude',
  name: 'Claude Code',
  speaks: ['anthropic'],
  file: ({ home, env }) => join(env['CLAUDE_CONFIG_DIR'] ?? join(home, '.claude'), 'settings.json'),
  connect: (text, { anthropic = '' }) => setInJson(text, [[['env', 'ANTHROPIC_BASE_URL'], anthropic]]),
};
