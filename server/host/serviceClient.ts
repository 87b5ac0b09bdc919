/**
 * How other programs of this package reach the service: connect, ask, stop. Knows the socket and no policy.
 */

import type { StatePaths } from './paths';
import { openConnection, type ServiceConnection } from './serviceConnection';
import { ensureService, type ServiceProgram } from './startService';

export { type ServiceConnection, serviceStatus, stopService } from './serviceConnection';

/**
 * Connects to the service. With `start`, one is started where none answers and an older one is replaced.
 *
 * Throws `ServiceError`: `SERVICE_ABSENT` without `start` where none answers, else why none could be started.
 */
export async function connectService(
  paths: StatePaths,
  options: { readonly start?: ServiceProgram } = {},
): Promise<ServiceConnection> {
  if (options.start !== undefined) await ensureService(paths, options.start);
  return openConnection(paths);
}
