/**
 * The errors of reaching, starting and being the service. Knows no cause but its code.
 */

export type ServiceErrorCode =
  /** No service answers. */
  | 'SERVICE_ABSENT'
  /** A service holds the socket or the log and doesn't answer. */
  | 'SERVICE_UNRESPONSIVE'
  /** The service that was started ended before it answered. */
  | 'SERVICE_FAILED'
  /** The socket's folder belongs to someone else or is open to others. */
  | 'SOCKET_UNSAFE'
  /** Another process is the log's writer. */
  | 'ALREADY_RUNNING';

/** An error that callers act on by its code; the message says what to do next. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  constructor(
    readonly code: ServiceErrorCode,
    message: string,
  ) {
    super(message);
  }
}
