/**
 * Sends a canary through a gateway of its own, by the policy in force and with a sink for its upstream.
 *
 * The gateway that listens for the machine's tools has upstreams that are somebody's; nothing may go to them in a drill.
 */

import { randomBytes } from 'node:crypto';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { DrillOutcome } from '../../lsp/protocol/coverage';
import type { GatewaySetup } from '../gateway/startGateway';
import { openSink, type Sink } from './sink';

export interface GatewayDrill {
  readonly start: (setup: GatewaySetup) => Promise<{ readonly baseUrl: string; close(): Promise<void> }>;
  readonly version: string;
  readonly canary: string;
  /** Returns the policy in force where the sink is a model of the lowest clearance. */
  readonly policyFor: (origin: string) => Promise<CompiledPolicy>;
  readonly record: GatewaySetup['record'];
  readonly now: () => Date;
}

interface Form {
  readonly speaks: string;
  readonly path: string;
  readonly body: (text: string) => object;
}

const messages = (content: string) => [{ role: 'user', content }];
const model = 'portcullis-drill';
const forms: readonly Form[] = [
  { speaks: 'openai', path: '/v1/chat/completions', body: (text) => ({ model, messages: messages(text) }) },
  { speaks: 'anthropic', path: '/v1/messages', body: (text) => ({ model, max_tokens: 9, messages: messages(text) }) },
  { speaks: 'ollama', path: '/api/chat', body: (text) => ({ model, stream: false, messages: messages(text) }) },
  {
    speaks: 'gemini',
    path: `/v1beta/models/${model}:generateContent`,
    body: (text) => ({ contents: [{ parts: [{ text }] }] }),
  },
];

const limitMs = 20_000;

/** Returns one outcome over all protocols. Never throws. */
export async function drillGateway(drill: GatewayDrill): Promise<DrillOutcome> {
  const outcome = await attempt(drill).catch(() => ({
    outcome: 'untried' as const,
    note: 'a gateway of its own could not be asked',
  }));
  return { way: 'gateway', time: drill.now().toISOString(), ...outcome };
}

async function attempt(drill: GatewayDrill): Promise<Pick<DrillOutcome, 'outcome' | 'note'>> {
  const sink = await openSink();
  try {
    const policy = await drill.policyFor(sink.origin);
    // The same requests arrive where nothing is enforced: else their being held would show nothing.
    const arrived = await sendAll(drill, { ...policy, mode: 'observe' }, sink);
    const works = forms.filter(({ speaks }) => arrived.has(speaks));
    if (works.length < forms.length) return { outcome: 'untried', note: 'its requests do not arrive by themselves' };
    const through = await sendAll(drill, policy, sink);
    const note = forms.map(({ speaks }) => speaks).join(', ');
    return through.size === 0 ? { outcome: 'held', note } : { outcome: 'through', note: [...through].join(', ') };
  } finally {
    sink.close();
  }
}

/** Returns the protocols by which the canary arrived. */
async function sendAll(drill: GatewayDrill, policy: CompiledPolicy, sink: Sink): Promise<ReadonlySet<string>> {
  const upstreams = Object.fromEntries(forms.map(({ speaks }) => [speaks, { baseUrl: sink.origin, speaks }]));
  const drilled = { ...policy, policy: { ...policy.policy, gateway: { upstreams } } } as CompiledPolicy;
  const gateway = await drill.start({
    port: 0,
    token: randomBytes(32).toString('base64url'),
    asksToken: true,
    version: drill.version,
    // No proxy: the sink is on this machine.
    env: {},
    policy: () => drilled,
    record: drill.record,
    fault: () => undefined,
  });
  const arrived = new Set<string>();
  try {
    for (const { speaks, path, body } of forms) {
      sink.forget();
      const response = await fetch(`${gateway.baseUrl}/${speaks}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body(drill.canary)),
        signal: AbortSignal.timeout(limitMs),
      });
      await response.arrayBuffer();
      if (sink.hasSeen(drill.canary)) arrived.add(speaks);
    }
  } finally {
    await gateway.close();
  }
  return arrived;
}
