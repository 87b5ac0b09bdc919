/** What the watched ways out and the judge tell each other. Types alone; knows no client library and no editor. */

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request to a model, complete, before any of its body has left. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** Id of the extension that sends it in lower case, `unknown` where the stack doesn't tell. */
  readonly extension: string;
}

export interface Refusal {
  readonly kind: 'refuse';
  readonly status: number;
  readonly reason: string;
  /** An error in the provider's own shape, as JSON. */
  readonly body: string;
}

export type Verdict =
  | { readonly kind: 'allow' }
  /** Send this instead, plain text without a content encoding. */
  | { readonly kind: 'redact'; readonly body: Uint8Array }
  | Refusal;

/** Where a request goes. */
export interface Destination {
  readonly method: string;
  /** Whole, as the client has it. */
  readonly url: string;
}

/** What the watched ways out are given. */
export interface Watch {
  /**
   * Reports whether a request goes to a model; everything else is passed on unread. `authority` is host and port as a
   * URL has them, `path` the path with its query.
   */
  isModel(protocol: string, authority: string, path: string): boolean;
  /** Like `isModel`, by URL; false for what is none. */
  isModelUrl(url: string): boolean;
  /** Grows whenever `isModel` and `isModelUrl` may answer otherwise than before. */
  readonly age: number;
  /** Names the extension on the stack. */
  caller(): string;
  /** Decides about a complete request; never throws. */
  judge(outgoing: Outgoing): Promise<Verdict>;
  /** Decides about a channel whose frames can't be looked at, as a WebSocket is; `undefined` lets it through. */
  judgeChannel(destination: Destination, extension: string): Refusal | undefined;
  /** Says that a request waits for longer than it may, or is larger. */
  refuse(destination: Destination, extension: string, reason: string): Refusal;
  /** Remembers a whole request that was let through: another watch may see it once more further down. */
  permit(request: Pick<Outgoing, 'method' | 'url' | 'body'>): void;
  isPermitted(request: Pick<Outgoing, 'method' | 'url' | 'body'>): boolean;
  /** Says that a request was let through and is now written. */
  passed(destination: Destination): void;
  /** Reports whether such a request was let through a moment ago. */
  hasPassed(destination: Destination): boolean;
  /** Called at each request to a model, so that what was undone is noticed. */
  onActivity(): void;
  readonly limits: Limits;
}

export interface Limits {
  /** Bytes of a body. */
  readonly bytes: number;
  /** Milliseconds from a request's first byte to its last, and as many again for the decision. */
  readonly deadline: number;
}
