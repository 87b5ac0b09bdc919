/** The messages between a window's egress guard and the service. Names and types, nothing that runs. */

/** Request: may an extension of this window send this to a model? Decided as the gateway does, and recorded. */
export const decideEgressRequest = 'portcullis/decideEgress';
export interface DecideEgressParams {
  readonly method: string;
  /** Whole, without credentials. */
  readonly url: string;
  /** Those that say how the body is to be read, no credentials. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it would be sent, its content encoding included. */
  readonly body: { readonly text: string } | { readonly base64: string };
  /** Id of the sending extension in lower case, `unknown` where that isn't known. */
  readonly extension: string;
}
export type DecideEgressResult =
  /** `model`: what the request calls it. */
  | { readonly effect: 'allow'; readonly model?: string }
  /** Send this instead, free of content encodings. */
  | { readonly effect: 'redact'; readonly body: string; readonly model?: string }
  /** `body` is an error in the provider's own shape, as JSON. */
  | { readonly effect: 'refuse'; readonly status: number; readonly reason: string; readonly body: string };
/** What a window has to know of models to recognise requests to them, and to go on without the service. */
export interface EgressRegistry {
  readonly mode: 'observe' | 'enforce';
  /** Hosts and endpoints of the policy's model entries and of the gateway's upstreams, as globs. */
  readonly hosts: readonly string[];
  readonly endpoints: readonly string[];
  /** Hosts and endpoints that may receive everything, plain. */
  readonly trusted: readonly string[];
}
