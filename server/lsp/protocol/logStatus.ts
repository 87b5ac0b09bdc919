/** What the status says of the provenance log, its evidence and its sinks. Types alone. */

export interface LogStatus {
  readonly path: string;
  readonly size: number;
  readonly root: string;
  readonly error?: string;
  /** What is kept of inserted texts; `error` says why the last one's could not be. */
  readonly evidence?: { readonly kind: 'none' | 'hash' | 'sealed'; readonly error?: string };
  /** The receivers that entries are sent to, and how far each is. */
  readonly sinks?: readonly {
    readonly id: string;
    readonly type: 'otlp' | 'syslog' | 'webhook';
    readonly delivered: number;
    readonly behind: number;
    /** Entries that retention removed before they could be delivered. */
    readonly lost: number;
    /** Present where it is further behind than policy allows. */
    readonly overdue?: true;
    /** Why the last attempt failed. */
    readonly error?: string;
  }[];
}
