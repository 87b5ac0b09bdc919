/** Codex CLI: a model provider of its own in config.toml. */

import { join } from 'node:path';
import { setTable, setTopLevel } from './tomlSettings';
import type { ConnectTool } from './tool';

export const codex: ConnectTool = {
  id: 'codex',
  name: 'Codex CLI',
  speaks: ['openai'],
  file: ({ home, env }) => join(env['CODEX_HOME'] ?? join(home, '.codex'), 'config.toml'),
  connect(text = '', { openai }) {
    const withProvider = setTable(text, 'model_providers.portcullis', {
      name: 'OpenAI through Portcullis',
      base_url: `${openai}/v1`,
      env_key: 'OPENAI_API_KEY',
      wire_api: 'responses',
    });
    return setTopLevel(withProvider, 'model_provider', 'portcullis');
  },
  note: 'Codex takes the key from OPENAI_API_KEY; a ChatGPT login does not go through a provider of its own',
};
