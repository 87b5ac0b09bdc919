/**
 * The gateway's words: what comes from a client, what goes back, what a wire format knows, and what is handed in.
 *
 * Knows no socket: who listens and who sends is handed in from the top.
 */

import type { CompiledPolicy } from '../engine/policy/compiled';
import type { Channel } from '../engine/policy/types';
import type { Decision } from '../engine/types';

export type Headers = readonly (readonly [name: string, value: string])[];

/** An endpoint the policy names. */
export interface Upstream {
  /** As it stands in a client's base URL. */
  readonly name: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Id of the wire format; `undefined` where the policy doesn't say and the host doesn't tell. */
  readonly speaks: string | undefined;
}

/** A request as it came, its body complete and free of content encodings. */
export interface GatewayRequest {
  readonly method: string;
  /** What stands behind the upstream's name, with the query: `/v1/chat/completions?x=1`. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Ends when the client goes away. */
  readonly signal: AbortSignal;
}

/** An answer; a body that is streamed is read once, piece by piece, and ended early by `return()`. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** What a server says it runs under a model's name. */
export interface Attestation {
  /** `sha256:…` of the weights, where the server's API or the file it names on disk gave one. */
  readonly weights?: string;
  /** Host the server hands the request on to (a cloud model behind a local port). */
  readonly forwardsTo?: string;
}

/** One decision, as it is told to the log, the editor and the command line. Holds no text. */
export interface GatewayEvent {
  readonly upstream: string;
  readonly operation: string;
  readonly channel: Channel;
  readonly model: { readonly name?: string; readonly host: string; readonly weights?: string };
  /** The client's `user-agent`, cut. */
  readonly client: string;
  readonly decision: Decision;
  /** Number of findings by detector. */
  readonly findings: Readonly<Record<string, number>>;
  readonly requestBytes: number;
  /** Time until the decision was made, in milliseconds. */
  readonly decidedIn: number;
}

/** What the gateway is given. */
export interface GatewayParts {
  /** The policy in force; read once per request. `undefined`: none could be loaded, nothing passes. */
  readonly policy: () => CompiledPolicy | undefined;
  /**
   * Sends to an upstream; `path` is appended to its base URL, `headers` hold no content-length. Throws `UpstreamError`
   * where it can't be reached.
   */
  readonly send: (
    upstream: Upstream,
    request: Pick<GatewayRequest, 'method' | 'path' | 'headers' | 'body' | 'signal'>,
  ) => Promise<GatewayResponse>;
  /** Asks an upstream what it runs, `''` where no model is named; called only where the answer can matter. */
  readonly attest: (upstream: Upstream, model: string) => Promise<Attestation>;
  readonly record: (event: GatewayEvent) => void;
  readonly now: () => Date;
  /** 32 random bytes of this process: placeholders are keyed by them. */
  readonly key: Uint8Array;
}

export interface Gateway {
  /** Answers one request to an upstream; never throws. */
  handle(upstream: Upstream, request: GatewayRequest): Promise<GatewayResponse>;
}

/** The upstream could not be reached, or broke off; `status` is what the client is told. */
export class UpstreamError extends Error {
  constructor(
    message: string,
    readonly status: 502 | 504 = 502,
  ) {
    super(message);
  }
}

/** JSON as it is parsed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One provider's protocol. */
export interface WireFormat {
  /** What stands in the policy's `speaks`. */
  readonly id: string;
  /** Hosts of the provider's own service, as globs. */
  readonly hosts: readonly string[];
  /** Returns what a request to this path does; `undefined`: not one of the format's own. */
  operation(method: string, path: string): Operation | undefined;
  /** Returns the body of an error in the provider's own shape, such that its clients show it and don't retry. */
  refusal(status: number, message: string): Json;
  /** The `event:` of a server-sent event that holds an error; absent where the protocol names no events. */
  readonly errorEvent?: string;
}

/** One call of a protocol: where its bodies hold what matters. All strings of a body are looked at in any case. */
export interface Operation {
  /** `chat.completions`. */
  readonly name: string;
  readonly channel: Channel;
  /** Whether it sends content at all: a list of models doesn't. */
  readonly hasContent: boolean;
  /** Reads what is said beside the text. `path` is the request's, for protocols that name the model there. */
  describe(body: Json, path: string): RequestFacts;
  /** Returns where the model's words stand in an answer, or in one event of a streamed one; absent where none come. */
  answerTexts?(answer: Json): readonly AnswerText[];
  /** Returns what the runs begin with that end in this event of a streamed answer; `''` for all. */
  endedRuns?(event: Json): readonly string[];
  /** Returns the id under which a later request may go on with this answer. */
  answerId?(answer: Json): string | undefined;
}

export interface RequestFacts {
  readonly model?: string;
  /** Id of an earlier answer whose conversation goes on without being sent again. */
  readonly continues?: string;
  /** True where the request holds text as numbers of a tokenizer, which can't be looked at. */
  readonly isTokenized?: boolean;
}

/** A string of an answer that the model wrote. */
export interface AnswerText {
  /** Pieces with the same run, in the order of events, make one text. */
  readonly run: string;
  /** Keys that lead to the value. */
  readonly at: readonly (string | number)[];
  /** `text`: words; `arguments`: JSON text of a tool call; `object`: a tool call's arguments as a JSON value. */
  readonly kind: 'text' | 'arguments' | 'object';
  /**
   * Name of the tool that is called, `''` where none is given. A later piece of a run may leave it out. Text with a tool
   * is that tool's input and no words.
   */
  readonly tool?: string;
  /** Whether it is the whole text and not a piece of one. */
  readonly isWhole: boolean;
}
