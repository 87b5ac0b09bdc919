/** The host's `fetch`, and a copy of undici as extensions bring along. */

import { Agent, request } from 'undici';
import { jsonHeaders, type WayOut } from './way';

export const hostFetch: WayOut = {
  id: 'fetch',
  async send({ http, path }, body, signal) {
    const response = await fetch(http + path, { method: 'POST', headers: jsonHeaders, body, signal });
    await response.arrayBuffer();
  },
};

/** Returns the way by a copy of undici that comes with us. */
export function createUndici(): WayOut {
  const dispatcher = new Agent();
  return {
    id: 'undici',
    async send({ http, path }, body, signal) {
      const response = await request(http + path, { method: 'POST', headers: jsonHeaders, body, signal, dispatcher });
      await response.body.dump();
    },
    dispose: () => void dispatcher.destroy(),
  };
}
