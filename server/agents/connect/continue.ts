/** Continue: `apiBase` of the models in its config.yaml whose provider is behind the gateway. */

import { join } from 'node:path';
import { isMap, isSeq } from 'yaml';
import { type Addresses, type ConnectTool, SettingsError } from './tool';
import { editYaml } from './yamlSettings';

/** What Continue appends its paths to. */
const suffixes: Readonly<Record<string, string>> = {
  openai: '/v1/',
  anthropic: '/v1/',
  ollama: '/',
  gemini: '/v1beta/',
};

export const continueTool: ConnectTool = {
  id: 'continue',
  name: 'Continue',
  speaks: ['openai', 'anthropic', 'ollama', 'gemini'],
  file: ({ home, env }) => join(env['CONTINUE_GLOBAL_DIR'] ?? join(home, '.continue'), 'config.yaml'),
  connect: (text, addresses) =>
    editYaml(text, (document) => {
      const models = document.get('models');
      const items = isSeq(models) ? models.items.filter(isMap) : [];
      const changed = items.filter((model) => {
        const base = baseOf(String(model.get('provider')), addresses);
        if (base !== undefined) model.set('apiBase', base);
        return base !== undefined;
      });
      if (changed.length === 0) throw new SettingsError('none of its models has a provider that is behind the gateway');
    }),
};

function baseOf(provider: string, addresses: Addresses): string | undefined {
  if (!Object.hasOwn(suffixes, provider) || addresses[provider] === undefined) return undefined;
  return `${addresses[provider]}${suffixes[provider]}`;
}
