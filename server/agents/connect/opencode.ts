/** opencode: `options.baseURL` of its providers in opencode.json. */

import { join } from 'node:path';
import { setInJson } from './jsonSettings';
import type { ConnectTool } from './tool';

/** By protocol: opencode's name of the provider, and what its requests are appended to. */
const providers = [
  ['anthropic', 'anthropic', '/v1'],
  ['openai', 'openai', '/v1'],
  ['gemini', 'google', '/v1beta'],
] as const;

export const opencode: ConnectTool = {
  id: 'opencode',
  name: 'opencode',
  speaks: providers.map(([protocol]) => protocol),
  file: ({ home, env }) => join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'opencode', 'opencode.json'),
  connect: (text, addresses) =>
    setInJson(
      text,
      providers.flatMap(([protocol, provider, suffix]) =>
        addresses[protocol] === undefined
          ? []
          : [[['provider', provider, 'options', 'baseURL'], `${addresses[protocol]}${suffix}`] as const],
      ),
    ),
};
