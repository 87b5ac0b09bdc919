/** The gateway's door for tests of sockets: whatever is admitted is passed on as it is. */

import { connect } from 'node:net';
import type { Gateway } from '../../../../server/gateway/types';
import {
  type GatewayServer,
  type GatewayServerOptions,
  startGatewayServer,
} from '../../../../server/host/gateway/gatewayServer';
import { createUpstreams } from '../../../../server/host/gateway/upstreams';

export const token = 'k3-Zq8vTn1LwYb0cRs5dXj7fHu2mPa9eGi4oKt6BxNy';

export interface Door extends GatewayServer {
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

/** Returns a gateway without a policy before one upstream, `up`. */
export async function openDoor(baseUrl: string, changes: Partial<GatewayServerOptions> = {}): Promise<Door> {
  const faults: string[] = [];
  const upstreams = createUpstreams({ env: {}, answerMs: 5_000, idleMs: 5_000 });
  const passOn: Gateway = {
    handle: (upstream, request) =>
      upstreams.send(upstream, request).catch((error: Error & { status?: number }) => ({
        status: error.status ?? 500,
        headers: [],
        body: Buffer.from(error.message),
      })),
  };
  const server = await startGatewayServer({
    port: 0,
    token,
    asksToken: true,
    version: '1.2.3',
    gateway: passOn,
    upstreams: () => new Map([['up', { name: 'up', baseUrl, speaks: 'openai' }]]),
    refusal: (_, __, code, message) => ({ error: { code, message } }),
    mayTunnel: () => 'no tunnels here',
    fault: (during, error) => void faults.push(`${during}: ${error}`),
    ...changes,
  });
  return {
    ...server,
    faults,
    async stop() {
      await server.close(100);
      await upstreams.close();
    },
  };
}

/** Sends bytes as they are and returns all that comes back until the connection ends. */
export function sendRaw(port: number, ...pieces: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const seen: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void seen.push(chunk));
    socket.once('error', reject).once('close', () => resolve(Buffer.concat(seen).toString('latin1')));
    for (const piece of pieces) socket.write(piece);
  });
}

/** Returns the head of a request to `up` and its body. */
export function post(port: number, body: string, headers = '', path = `/t/${token}/up/v1/x`): string {
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
