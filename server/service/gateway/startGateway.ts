/**
 * Puts a gateway together on this machine: its handler, its door, its way to upstreams and to what they run.
 *
 * Knows nothing of who runs it: the service's worker and the command line both do.
 */

import { randomBytes } from 'node:crypto';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import { createGateway } from '../../gateway/gateway';
import type { GatewayEvent, Json, Upstream } from '../../gateway/types';
import { upstreamsOf } from '../../gateway/upstreams';
import { formatOf } from '../../gateway/wire';
import { createFileDigest } from '../../host/fileDigest';
import { type GatewayServer, startGatewayServer } from '../../host/gateway/gatewayServer';
import { findPortHolder } from '../../host/gateway/portHolder';
import { createUpstreams } from '../../host/gateway/upstreams';
import { createAttester } from '../../models/attest';
import { decideTunnel } from './decideTunnel';
import { PortHeldError } from './portHeldError';
import { warmUpWhileIdle } from './warmUpWhileIdle';

export interface GatewaySetup {
  /** 0 takes any free one. */
  readonly port: number;
  readonly token: string;
  readonly asksToken: boolean;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The policy in force, another object after every change. */
  readonly policy: () => CompiledPolicy | undefined;
  readonly record: (event: GatewayEvent) => void;
  readonly fault: (during: string, error: unknown) => void;
  /** Whether to run requests of its own through the handler first, so that nobody's waits for code to be compiled. */
  readonly warmsUp?: boolean;
  /** Milliseconds that only rise; the process's own where absent. */
  readonly clock?: () => number;
}

/** How long a request waits for the digest of weights that were never seen. */
const digestWaitMs = 30_000;

/** Listens, and answers by the policy until it is closed. Throws `PortHeldError`. */
export async function startGateway(setup: GatewaySetup): Promise<GatewayServer> {
  const { policy, record, env, clock = () => performance.now() } = setup;
  const upstreams = createUpstreams({ env });
  const now = (): Date => new Date();
  const handler = createGateway({
    policy,
    record,
    send: upstreams.send,
    attest: createAttester({
      send: upstreams.send,
      digestOf: createFileDigest(digestWaitMs),
      now: clock,
    }),
    now,
    key: randomBytes(32),
  });
  const gateway = warmUpWhileIdle(handler, policy, clock);
  try {
    const server = await startGatewayServer({
      ...setup,
      gateway,
      upstreams: rememberFor(policy, (current) => upstreamsOf(current?.policy)),
      refusal: refuseAs,
      mayTunnel: (host, client) => decideTunnel(policy(), host, client, now(), record),
    });
    if (setup.warmsUp === true) gateway.begin();
    return {
      ...server,
      async close(graceMs) {
        gateway.stop();
        await server.close(graceMs);
        await upstreams.close();
      },
    };
  } catch (error) {
    await upstreams.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new PortHeldError(setup.port, (await findPortHolder(setup.port, setup.token)) === 'gateway');
  }
}

/** Returns an error's body in the upstream's own shape, in OpenAI's where there is no upstream. */
function refuseAs(upstream: Upstream | undefined, status: number, code: string, message: string): Json {
  if (upstream !== undefined) return formatOf(upstream).refusal(status, message);
  return { error: { message, type: 'invalid_request_error', code } };
}

function rememberFor<T>(policy: GatewaySetup['policy'], derive: (policy: CompiledPolicy | undefined) => T): () => T {
  let known: { readonly policy: CompiledPolicy | undefined; readonly value: T } | undefined;
  return () => {
    const current = policy();
    if (known === undefined || known.policy !== current) known = { policy: current, value: derive(current) };
    return known.value;
  };
}
