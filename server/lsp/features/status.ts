/** Tells the editor what is in force, and again whenever that changes. */

import { type Handlers, notify } from '../handlers';
import {
  type Status,
  type StatusParams,
  statusNotification,
  statusRequest,
  type TerminalEnvironmentResult,
  terminalEnvironmentRequest,
} from '../protocol';
import type { Session } from '../session';

/** Returns a function that stops the notices. */
export function startStatus(session: Session, handlers: Handlers): () => void {
  const { services, connection } = session;
  handlers.onRequest(statusRequest, async (params: StatusParams | undefined) => {
    const root = typeof params?.root === 'string' ? params.root : undefined;
    if (root === undefined) return statusOf(session);
    const release = await services.holdFolder(root);
    const status = await services.status(root);
    release();
    return status;
  });
  handlers.onRequest(
    terminalEnvironmentRequest,
    async (): Promise<TerminalEnvironmentResult> => ({ variables: services.terminalEnvironment() }),
  );
  return services.onStatusChanged(() => {
    session.refreshAll();
    statusOf(session).then(
      (status) => notify(connection, statusNotification, status),
      (error) => services.fault('telling of the status', error),
    );
  });
}

/** Returns what is in force with the layers of the session's own folders. */
async function statusOf(session: Session): Promise<Status> {
  const status = await session.services.status();
  const inForce = await session.inForceInFolders();
  const layers = unique([...(status.policy.layers ?? []), ...inForce.flatMap((each) => each.layers)]);
  const problems = unique([...status.policy.problems, ...inForce.flatMap((each) => each.problems)]);
  return { ...status, policy: { ...status.policy, layers, problems } };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
