/** A stream of an HTTP/2 session. */

import { connect } from 'node:http2';
import { jsonHeaders, type WayOut } from './way';

export const http2: WayOut = {
  id: 'http2',
  send: ({ http2: origin, path }, body, signal) =>
    new Promise((resolve, reject) => {
      const session = connect(origin).once('error', reject);
      const stream = session.request({ ':method': 'POST', ':path': path, ...jsonHeaders }, { signal });
      stream
        .once('error', reject)
        .once('end', resolve)
        .once('close', () => session.destroy());
      stream.resume().end(body);
    }),
};
