/** aider: `openai-api-base` and `set-env` of .aider.conf.yml. */

import { join } from 'node:path';
import { isScalar, isSeq } from 'yaml';
import type { ConnectTool } from './tool';
import { editYaml } from './yamlSettings';

/** By protocol: the variable that is read. */
const variables = [
  ['anthropic', 'ANTHROPIC_API_BASE'],
  ['ollama', 'OLLAMA_API_BASE'],
] as const;

export const aider: ConnectTool = {
  id: 'aider',
  name: 'aider',
  speaks: ['openai', ...variables.map(([protocol]) => protocol)],
  file: ({ home }) => join(home, '.aider.conf.yml'),
  connect: (text, addresses) =>
    editYaml(text, (document) => {
      if (addresses['openai'] !== undefined) document.set('openai-api-base', `${addresses['openai']}/v1`);
      const set = variables.filter(([protocol]) => addresses[protocol] !== undefined);
      const old = document.get('set-env');
      const items = isSeq(old) ? old.items.map((item) => (isScalar(item) ? String(item.value) : '')) : [];
      const kept = items.filter((item) => item !== '' && !set.some(([, variable]) => item.startsWith(`${variable}=`)));
      const fresh = set.map(([protocol, variable]) => `${variable}=${addresses[protocol]}`);
      if (set.length > 0) document.set('set-env', [...kept, ...fresh]);
    }),
};
