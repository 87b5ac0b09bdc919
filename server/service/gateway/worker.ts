/**
 * The gateway's worker thread: its own policy, its own HTTP stack, so that editing never waits for a request to a model.
 *
 * Runs in the service program's own file; keeps no log, and tells the service what was decided.
 */

import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { statePaths, thisMachine } from '../../host/paths';
import { describeFault } from '../../host/serviceLog';
import type { FromWorker, ToWorker, WorkerSetup } from './messages';

/** Returns whether this thread was started as the gateway's worker, and if so begins to work. */
export function startAsGatewayWorker(): boolean {
  const setup = workerData as WorkerSetup | undefined;
  if (isMainThread || parentPort === null || setup?.task !== 'gateway') return false;
  void serve(parentPort, setup);
  return true;
}

async function serve(port: MessagePort, { version, folder }: WorkerSetup): Promise<void> {
  const tell = (message: FromWorker): void => port.postMessage(message);
  const fault = (during: string, error: unknown): void =>
    tell({ kind: 'note', text: `fault during ${during}: ${describeFault(error)}` });
  process.on('uncaughtException', (error) => fault('an unguarded callback', error));
  process.on('unhandledRejection', (reason) => fault('an unguarded promise', reason));
  const [{ openInstalledPolicies }, { followGateway }, { startGateway }, { loadGatewayToken }] = await Promise.all([
    import('../installedPolicies'),
    import('./followGateway'),
    import('./startGateway'),
    import('../../host/gateway/token'),
  ]);
  const paths = statePaths(thisMachine());
  const policies = await openInstalledPolicies(paths, folder, fault);
  const { token, problem } = await loadGatewayToken(paths.stateDirectory);
  if (problem !== undefined)
    tell({ kind: 'note', text: `the gateway's token holds for this process alone: ${problem}` });
  const stop = followGateway({
    current: () => policies.current(),
    onChange: policies.onChange,
    tell,
    start: (at, policy) =>
      startGateway({
        port: at,
        token,
        asksToken: true,
        version,
        env: process.env,
        policy,
        warmsUp: true,
        record: (event) => tell({ kind: 'event', event }),
        fault,
      }),
  });
  port.on('message', async ({ kind }: ToWorker) => {
    if (kind !== 'close') return;
    await stop();
    policies.close();
    tell({ kind: 'closed' });
  });
}
