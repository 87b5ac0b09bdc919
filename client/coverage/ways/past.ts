/** Ways that lead past the extension host: a thread, a process, the editor's own network. */

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { jsonHeaders, Untried, type WayOut } from './way';

const post = `fetch(url, { method: 'POST', headers: ${JSON.stringify(jsonHeaders)}, body }).then((r) => r.arrayBuffer())`;

export const workerThread: WayOut = {
  id: 'worker-thread',
  send: ({ http, path }, body, signal) =>
    new Promise((resolve, reject) => {
      const code = `const { url, body } = require('node:worker_threads').workerData; ${post};`;
      const worker = new Worker(code, { eval: true, workerData: { url: http + path, body } });
      signal.addEventListener('abort', () => void worker.terminate(), { once: true });
      worker.once('error', reject).once('exit', () => resolve());
    }),
};

export const childProcess: WayOut = {
  id: 'child-process',
  send: ({ http, path }, body, signal) =>
    new Promise((resolve, reject) => {
      const code = `const [url, body] = process.argv.slice(1); ${post};`;
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      const options = { env, signal, windowsHide: true };
      execFile(process.execPath, ['-e', code, http + path, body], options, (error) =>
        error === null ? resolve() : reject(new Error('the process failed')),
      );
    }),
};

export const electronNet: WayOut = {
  id: 'electron-net',
  async send({ http, path }, body, signal) {
    const { net } = loadElectron();
    if (typeof net?.fetch !== 'function') throw new Untried('this editor has no network of its own');
    const response = await net.fetch(http + path, { method: 'POST', headers: jsonHeaders, body, signal });
    await response.arrayBuffer();
  },
};

function loadElectron(): { readonly net?: { readonly fetch?: typeof fetch } } {
  if (process.versions['electron'] === undefined) throw new Untried('this editor does not run on Electron');
  try {
    return createRequire(__filename)('electron');
  } catch {
    throw new Untried('the extension host can not be given the network of the editor');
  }
}
