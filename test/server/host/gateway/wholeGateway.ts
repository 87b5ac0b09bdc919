/** A whole gateway for tests: a policy, its door, and a mock upstream under the names of four providers. */

import { compilePolicy } from '../../../../server/engine/policy/compile';
import type { CompiledPolicy } from '../../../../server/engine/policy/compiled';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import type { GatewayEvent } from '../../../../server/gateway/types';
import { startGateway } from '../../../../server/service/gateway/startGateway';
import { token } from './door';

export interface WholeGateway {
  readonly baseUrl: string;
  readonly port: number;
  readonly events: GatewayEvent[];
  readonly faults: readonly string[];
  /** Lets so many milliseconds go by for what is remembered for a time. */
  advance(ms: number): void;
  /** Puts another policy in force. */
  obey(policy: CompiledPolicy): void;
  close(): Promise<void>;
}

export async function startWholeGateway(policy: CompiledPolicy): Promise<WholeGateway> {
  const events: GatewayEvent[] = [];
  const faults: string[] = [];
  let current = policy;
  let time = 0;
  const server = await startGateway({
    port: 0,
    token,
    asksToken: true,
    version: '1.2.3',
    env: {},
    policy: () => current,
    record: (event) => void events.push(event),
    clock: () => time,
    fault: (during, error) => void faults.push(`${during}: ${error}`),
  });
  return {
    baseUrl: server.baseUrl,
    port: server.port,
    events,
    faults,
    advance(ms) {
      time += ms;
    },
    obey(next) {
      current = next;
    },
    close: () => server.close(100),
  };
}

/** Returns a policy for an upstream; secrets and cards are redacted in chats. Without `models` it may get internal text. */
export function policyFor(baseUrl: string, models?: string): CompiledPolicy {
  const any = `  - { id: any, match: { endpoints: ["${baseUrl}"] }, clearance: { level: internal } }\n`;
  const upstreams = ['openai', 'anthropic', 'ollama', 'gemini'].map(
    (name) => `    ${name}: { baseUrl: "${baseUrl}", speaks: ${name} }`,
  );
  return compile(`apiVersion: portcullis/v1
metadata: { name: test, version: "1" }
levels: [public, internal, confidential, restricted]
classify:
  default: internal
  rules:
    - { id: secrets, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }
    - { id: cards, label: { level: restricted, categories: [pci] }, detectors: [pii/payment-card] }
    - { id: marked, label: { level: confidential }, detectors: ["marker/*"] }
models:
${models ?? any}flow:
  - { channels: [chat], categories: [secret, pci], effect: redact }
gateway:
  upstreams:
${upstreams.join('\n')}
`);
}

/** Compiles a policy's text. Throws where it is broken. */
export function compile(text: string): CompiledPolicy {
  const { policy, problems } = parsePolicy(text, 'policy.yaml');
  if (policy === undefined) throw new Error(JSON.stringify(problems));
  return compilePolicy(policy, { digest: `sha256:${'0'.repeat(64)}` });
}
