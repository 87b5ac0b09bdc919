/** The service's hold on the gateway's worker thread: started when a policy asks for it, started again when it dies. */

import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { GatewayState } from '../../lsp/protocol';
import type { EntryInput } from '../../provenance/entry';
import { toEntry } from './entry';
import type { FromWorker, ToWorker, WorkerSetup } from './messages';

export interface GatewayThreadOptions {
  readonly setup: WorkerSetup;
  /** The program's file, bundled or its source. */
  readonly programFile: string;
  readonly append: (entry: EntryInput) => Promise<unknown>;
  readonly note: (text: string) => void;
  readonly onChange: () => void;
}

export interface GatewayThread {
  /** Starts the thread where it isn't running; later calls do nothing. */
  ensure(): void;
  state(): GatewayState;
  environment(): Readonly<Record<string, string>>;
  /** Resolves once what is under way is answered. */
  close(): Promise<void>;
}

const restartMs = 5_000;
/** A thread that doesn't end by itself is ended. */
const closeMs = 8_000;

export function createGatewayThread(options: GatewayThreadOptions): GatewayThread {
  let worker: Worker | undefined;
  let told: Extract<FromWorker, { kind: 'state' }> = off;
  let isClosed = false;

  function start(): void {
    worker = new Worker(bootstrap(options.programFile), { eval: true, workerData: options.setup });
    worker.unref();
    worker.on('message', hear);
    worker.on('error', (error) => options.note(`the gateway's thread failed: ${error.name}`));
    worker.once('exit', () => {
      worker = undefined;
      hear(off);
      if (isClosed) return;
      options.note("the gateway's thread ended; it is started again");
      setTimeout(ensure, restartMs).unref();
    });
  }

  function hear(message: FromWorker): void {
    switch (message.kind) {
      case 'event':
        options.append(toEntry(message.event)).catch(() => options.note("a decision of the gateway wasn't logged"));
        return;
      case 'note':
        options.note(message.text);
        return;
      case 'state': {
        const changed = JSON.stringify(message) !== JSON.stringify(told);
        told = message;
        if (!changed) return;
        options.note(`gateway: ${describe(message.state)}`);
        options.onChange();
        return;
      }
      case 'closed':
        void worker?.terminate();
    }
  }

  function ensure(): void {
    if (worker === undefined && !isClosed) start();
  }

  return {
    ensure,
    state: () => told.state,
    environment: () => told.environment,
    async close() {
      isClosed = true;
      const current = worker;
      if (current === undefined) return;
      const ended = new Promise((resolve) => current.once('exit', resolve));
      current.postMessage({ kind: 'close' } satisfies ToWorker);
      const timer = setTimeout(() => void current.terminate(), closeMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

const off = { kind: 'state', state: { kind: 'off' }, environment: {} } as const;

function describe(state: GatewayState): string {
  if (state.kind === 'listening') return `listens on port ${state.port}`;
  return state.kind === 'off' ? 'off' : state.message;
}

/** From source the program is compiled as it is loaded; a thread has to be told so by itself. */
function bootstrap(programFile: string): string {
  const files = programFile.endsWith('.ts')
    ? [createRequire(programFile).resolve('tsx/cjs'), programFile]
    : [programFile];
  return files.map((file) => `require(${JSON.stringify(file)});`).join('');
}
