/** A gateway over a mock upstream, without sockets: what the tests of the handler share. */

import { compilePolicy } from '../../../server/engine/policy/compile';
import type { CompiledPolicy } from '../../../server/engine/policy/compiled';
import { parsePolicy } from '../../../server/engine/policy/parse';
import { createGateway } from '../../../server/gateway/gateway';
import type {
  Attestation,
  GatewayEvent,
  GatewayRequest,
  GatewayResponse,
  Headers,
  Upstream,
} from '../../../server/gateway/types';

export const awsKey = 'AKIAZ7Q2NDJ4XK5VHT3B';

export const upstream: Upstream = { name: 'openai', baseUrl: 'https://api.openai.com', speaks: 'openai' };

const policyText = `
apiVersion: portcullis/v1
metadata: { name: test, version: "1", owner: security@example.com }
levels: [public, internal, confidential, restricted]
classify:
  default: internal
  rules:
    - { id: secrets, label: { level: restricted, categories: [secret] }, detectors: [secret/*] }
    - { id: cards, label: { level: restricted, categories: [pci] }, detectors: [pii/payment-card] }
    - { id: people, label: { level: confidential, categories: [pii] }, detectors: [pii/email], atLeast: 3 }
    - { id: marked, label: { level: confidential }, detectors: [marker/*] }
models:
  - { id: openai, match: { hosts: [api.openai.com, api.anthropic.com, api.mistral.ai, generativelanguage.googleapis.com] }, locality: cloud, clearance: { level: internal } }
  - { id: local, match: { endpoints: ["http://127.0.0.1:11434", "http://127.0.0.1:8080"] }, locality: local, clearance: { level: internal } }
  - { id: approved, match: { names: [qwen*], weights: ["sha256:aa"] }, locality: local, clearance: { level: restricted, categories: [secret, pci, pii] } }
flow:
  - { channels: [chat, inline, embed], categories: [secret, pci], effect: redact }
`;

/** Returns the policy of the tests, its text changed by `edit`. */
export function policyOf(edit: (text: string) => string = (text) => text): CompiledPolicy {
  const { policy, problems } = parsePolicy(edit(policyText), 'policy.yaml');
  if (policy === undefined) throw new Error(JSON.stringify(problems));
  return compilePolicy(policy as never, { digest: 'sha256:0' });
}

export interface Sent {
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface Rig {
  readonly sent: Sent[];
  readonly events: GatewayEvent[];
  /** Sends a request with a JSON body, or a body as it is. */
  ask(path: string, body: unknown, more?: Partial<GatewayRequest> & { readonly to?: Upstream }): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly response: GatewayResponse;
}

/** What the upstream answers; `body` as pieces is a stream. */
export type Reply = (sent: Sent) => {
  status?: number;
  type?: string;
  headers?: Headers;
  body: string | Uint8Array | readonly Uint8Array[];
};

/** Starts a gateway whose upstream answers by `reply`. */
export function startRig(
  reply: Reply = () => ({ body: '{}' }),
  {
    policy = policyOf(),
    attest = async () => ({}),
  }: { policy?: CompiledPolicy | null; attest?: (upstream: Upstream, model: string) => Promise<Attestation> } = {},
): Rig {
  const sent: Sent[] = [];
  const events: GatewayEvent[] = [];
  const gateway = createGateway({
    policy: () => policy ?? undefined,
    send: async (_, { path, method, headers, body }) => {
      const one = { path, method, headers, body: new TextDecoder().decode(body) };
      sent.push(one);
      const { status = 200, type = 'application/json', headers: more = [], body: answer } = reply(one);
      return { status, headers: [['content-type', type], ...more], body: bytesOf(answer) };
    },
    attest,
    record: (event) => events.push(event),
    now: () => new Date('2026-11-21T00:00:00Z'),
    key: new Uint8Array(32).fill(7),
  });
  return {
    sent,
    events,
    async ask(path, body, { to = upstream, ...more } = {}) {
      const response = await gateway.handle(to, {
        method: 'POST',
        path,
        headers: [['content-type', 'application/json']],
        body:
          body instanceof Uint8Array
            ? body
            : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
        signal: new AbortController().signal,
        ...more,
      });
      return { status: response.status, headers: response.headers, text: await textOf(response.body), response };
    },
  };
}

/** Returns a stream of the given pieces. */
export async function* streamOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** Returns all of a body as text. */
export async function textOf(body: GatewayResponse['body']): Promise<string> {
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function bytesOf(answer: ReturnType<Reply>['body']): GatewayResponse['body'] {
  if (typeof answer === 'string') return new TextEncoder().encode(answer);
  return answer instanceof Uint8Array ? answer : streamOf(answer);
}
