/** Tells the editor what is in force, and again whenever that changes. */

import { type Handlers, notify } from '../handlers';
import { statusNotification, statusRequest } from '../protocol';
import type { Session } from '../session';

/** Returns a function that stops the notices. */
export function startStatus(session: Session, handlers: Handlers): () => void {
  const { services, connection } = session;
  handlers.onRequest(statusRequest, () => services.status());
  return services.onStatusChanged(() => {
    session.refreshAll();
    services.status().then(
      (status) => notify(connection, statusNotification, status),
      (error) => services.fault('telling of the status', error),
    );
  });
}
