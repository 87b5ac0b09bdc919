/**
 * A guard in plain Node.js with a service of a few lines, and model servers that keep every byte they are sent.
 */

import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { type EgressGuard, type GuardOptions, installEgressGuard } from '../../../client/egress/guard';
import type { DecideEgressParams, DecideEgressResult, EgressRegistry } from '../../../server/lsp/protocol/egress';

/** What must not leave, and what stands for it where it is taken out. */
export const secret = 'the-planted-secret';
export const taken = 'TAKEN_OUT';

/** A server of raw bytes that answers each request with a short JSON text. */
export class RawServer {
  /** Everything that came, of all connections. */
  received = '';
  connections = 0;
  private readonly sockets = new Set<net.Socket>();
  private readonly server = net.createServer((socket) => {
    this.connections++;
    this.sockets.add(socket);
    let pending = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      this.received += bytes.toString('latin1');
      pending += bytes.toString('latin1');
      if (!isWhole(pending)) return;
      pending = '';
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"ok":true}');
    });
  });

  static async start(): Promise<RawServer> {
    const raw = new RawServer();
    raw.server.listen(0, '127.0.0.1');
    await once(raw.server, 'listening');
    return raw;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The bodies of what came, whatever frames they had. */
  get bodies(): string {
    return this.received.replace(/(?:GET|POST) \S+ HTTP[\s\S]*?\r\n\r\n/g, '');
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

/** Reports whether the bytes end with a request's end. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = text.slice(0, end).toLowerCase();
  if (head.includes('transfer-encoding: chunked')) return text.endsWith('0\r\n\r\n');
  const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
  return text.length >= end + 4 + length;
}

export interface Rig {
  readonly guard: EgressGuard;
  /** What the service was asked. */
  readonly asked: DecideEgressParams[];
  /** What was told of refusals, and of what was undone. */
  readonly refused: { reason: string; url: string; extension: string }[];
  readonly undone: string[];
  /** Takes the service away, or gives it back. */
  setAway(isAway: boolean): void;
}

/** Installs a guard whose service refuses what holds the secret, and takes it out where `redact` stands beside it. */
export function installRig(options: Partial<GuardOptions> & { registry?: Partial<EgressRegistry> } = {}): Rig {
  const asked: DecideEgressParams[] = [];
  const refused: Rig['refused'] = [];
  const undone: string[] = [];
  let isAway = false;
  const guard = installEgressGuard({
    extensions: () => [{ id: 'acme.tests', path: __dirname }],
    refused: ({ reason }, { url }, extension) => refused.push({ reason, url, extension }),
    undone: (names) => undone.push(...names),
    ...options,
    registry: { mode: 'enforce', hosts: [], endpoints: [], trusted: [], ...options.registry },
    ask: async (params) => {
      if (isAway) throw new Error('away');
      asked.push(params);
      return answer('text' in params.body ? params.body.text : Buffer.from(params.body.base64, 'base64').toString());
    },
  });
  return {
    guard,
    asked,
    refused,
    undone,
    setAway: (away) => {
      isAway = away;
    },
  };
}

function answer(text: string): DecideEgressResult {
  if (!text.includes(secret)) return { effect: 'allow' };
  if (text.includes('redact')) return { effect: 'redact', body: text.replaceAll(secret, taken) };
  const reason = 'portcullis did not send this request: a test says so';
  return { effect: 'refuse', status: 403, reason, body: JSON.stringify({ error: { message: reason } }) };
}

/** Returns a chat request as assistants send it. */
export function chat(text: string): string {
  return JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }] });
}
