/**
 * Real receivers on real sockets, one of each type of sink, that can be stopped, started again at the same address and
 * killed at a bad moment.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as NetServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { makeCertificate } from './certificate';

/** What a receiver does with the next batches, in turn; `take` once there are no more. */
export type Mood =
  | 'take'
  /** Answers that it can't. */
  | 'refuse'
  /** Dies before it has read the batch. */
  | 'die-reading'
  /** Dies when it has the batch, before anybody knows. */
  | 'die-answering';

export interface Receiver {
  /** Indexes of entries as they came, batch by batch. */
  readonly batches: number[][];
  readonly moods: Mood[];
  readonly url: string;
  /** Whole batches as they came, for a closer look. */
  readonly raw: { headers: Record<string, unknown>; body: string }[];
  start(): Promise<void>;
  /** Ends all connections as the system does for a process that was killed. */
  kill(): void;
  stop(): Promise<void>;
}

export interface ReceiverKind {
  readonly type: 'otlp' | 'syslog' | 'webhook';
  readonly name: string;
  create(): Receiver & { readonly ca?: string };
}

export const receiverKinds: readonly ReceiverKind[] = [
  { type: 'otlp', name: 'an OTLP collector', create: () => httpReceiver('/v1/logs', otlpIndexes) },
  { type: 'webhook', name: 'a webhook', create: () => httpReceiver('/hook', webhookIndexes) },
  { type: 'syslog', name: 'a syslog server over TLS', create: () => syslogReceiver(true) },
  { type: 'syslog', name: 'a syslog server over TCP', create: () => syslogReceiver(false) },
];

export function httpReceiver(path: string, indexes: (body: string) => number[]): Receiver {
  const receiver = base(
    (server) => `http://127.0.0.1:${portOf(server)}${path}`,
    () => createServer(answer),
  );
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const mood = receiver.moods.shift() ?? 'take';
    if (mood === 'die-reading') {
      receiver.kill();
      return;
    }
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (mood === 'refuse') return void response.writeHead(503).end();
    receiver.batches.push(indexes(body));
    receiver.raw.push({ headers: request.headers, body });
    if (mood === 'die-answering') return receiver.kill();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }
  return receiver;
}

function syslogReceiver(isSafe: boolean): Receiver & { readonly ca?: string } {
  const pair = makeCertificate();
  const receiver = base(
    (server) => `${isSafe ? 'tls://localhost' : 'tcp://127.0.0.1'}:${portOf(server)}`,
    () => (isSafe ? createTlsServer(pair, take) : createTcpServer({ allowHalfOpen: true }, take)),
  );
  function take(socket: Socket): void {
    const mood = receiver.moods.shift() ?? 'take';
    socket.on('error', () => undefined);
    if (mood === 'refuse' || mood === 'die-reading') {
      receiver.kill();
      return;
    }
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => void chunks.push(chunk));
    socket.on('end', () => {
      const body = Buffer.concat(chunks);
      receiver.batches.push(syslogIndexes(body));
      receiver.raw.push({ headers: {}, body: body.toString() });
      if (mood === 'die-answering') receiver.kill();
      else socket.end();
    });
  }
  return Object.assign(receiver, isSafe ? { ca: pair.cert } : {});
}

function base(address: (server: NetServer) => string, create: () => Server | NetServer): Receiver {
  let server: NetServer | undefined;
  let port = 0;
  let url = '';
  const sockets = new Set<Socket>();
  const kill = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    batches: [],
    moods: [],
    raw: [],
    get url() {
      return url;
    },
    async start() {
      const fresh: NetServer = create();
      fresh.prependListener('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
      });
      await new Promise<void>((resolve) => fresh.listen(port, '127.0.0.1', resolve));
      port = portOf(fresh);
      url = address(fresh);
      server = fresh;
    },
    kill,
    async stop() {
      kill();
      await new Promise((resolve) => server?.close(resolve));
    },
  };
}

function portOf(server: NetServer): number {
  return (server.address() as AddressInfo).port;
}

function otlpIndexes(body: string): number[] {
  const { resourceLogs } = JSON.parse(body) as { resourceLogs: { scopeLogs: { logRecords: OtlpRecord[] }[] }[] };
  const records = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
  return records.map(({ attributes }) =>
    Number(attributes.find(({ key }) => key === 'portcullis.log.index')?.value.intValue),
  );
}

interface OtlpRecord {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly intValue?: string | number } }[];
}

function webhookIndexes(body: string): number[] {
  return JSON.parse(body).entries.map(({ index }: { index: number }) => index);
}

/** Reads frames by their lengths in bytes, as RFC 5425 section 4.3 has them. */
export function syslogMessages(bytes: Buffer): string[] {
  const messages: string[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const space = bytes.indexOf(0x20, offset);
    const end = space + 1 + Number(bytes.toString('latin1', offset, space));
    messages.push(bytes.toString('utf8', space + 1, end));
    offset = end;
  }
  return messages;
}

function syslogIndexes(bytes: Buffer): number[] {
  return syslogMessages(bytes).map((message) => Number(/ index="(\d+)"/.exec(message)?.[1]));
}
