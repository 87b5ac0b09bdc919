/** A line on a terminal that says how far a long scan is. */

import type { CliHost } from '../host';
import { count } from '../terminal';

const quietMs = 500;
const intervalMs = 100;
const eraseLine = '\r\u001b[K';

export interface Progress {
  /** Counts one more file. */
  step(): Promise<void>;
  /** Takes the line away, before anything else is written to the terminal. */
  clear(): Promise<void>;
}

/** Returns progress on stderr: only on a terminal, and only once a scan has gone on for a while. */
export function createProgress(host: CliHost): Progress {
  if (!host.stderr.isTTY || host.env['TERM'] === 'dumb') {
    return { step: async () => undefined, clear: async () => undefined };
  }
  let files = 0;
  let isShown = false;
  let next = host.now().getTime() + quietMs;
  return {
    async step() {
      files++;
      const now = host.now().getTime();
      if (now < next) return;
      next = now + intervalMs;
      isShown = true;
      await host.stderr.write(`${eraseLine}${count(files, 'file')} scanned …`);
    },
    async clear() {
      if (isShown) await host.stderr.write(eraseLine);
      isShown = false;
    },
  };
}
