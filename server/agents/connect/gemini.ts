/** Gemini CLI: `GOOGLE_GEMINI_BASE_URL` in its .env file. */

import { join } from 'node:path';
import type { ConnectTool } from './tool';

const variable = 'GOOGLE_GEMINI_BASE_URL';

export const gemini: ConnectTool = {
  id: 'gemini',
  name: 'Gemini CLI',
  speaks: ['gemini'],
  file: ({ home }) => join(home, '.gemini', '.env'),
  connect(text = '', addresses) {
    const line = `${variable}=${addresses['gemini']}`;
    const set = new RegExp(`^[\\t ]*(?:export[\\t ]+)?${variable}[\\t ]*=.*$`, 'gm');
    // The last one counts, so all of them are replaced.
    if (set.test(text)) return text.replace(set, line);
    return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
  },
  note: 'Gemini CLI takes this address with an API key (GEMINI_API_KEY); a Google login goes past it',
};
