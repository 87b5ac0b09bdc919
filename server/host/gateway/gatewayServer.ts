/**
 * The gateway's HTTP server on the loopback interface: admits requests, reads their bodies, hands them on, writes answers.
 *
 * Knows nothing of what a body means; whoever connects may mean harm, and nothing that is sent throws out of here.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Gateway, Json, Upstream } from '../../gateway/types';
import { admit, type Door } from './admission';
import { sendAnswer, sendJson, sendRefusal } from './answer';
import { BodyError, type Budget, createBudget, readBody, tooLarge } from './body';
import { headerOf, toPairs, toUpstream } from './headers';
import { type GatewayLimits, usualLimits } from './limits';
import { proveToken } from './token';
import { type MayTunnel, serveTunnels } from './tunnel';

export interface GatewayServerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly token: string;
  /** False where clients need not show the token. */
  readonly asksToken: boolean;
  readonly version: string;
  readonly gateway: Gateway;
  /** The upstreams by name; asked once per request. */
  readonly upstreams: () => ReadonlyMap<string, Upstream>;
  /** Returns the body of an error in the upstream's own shape, where there is an upstream with one. */
  readonly refusal: (upstream: Upstream | undefined, status: number, code: string, message: string) => Json;
  /** Whether clients may tunnel to a host (`CONNECT`). */
  readonly mayTunnel: MayTunnel;
  readonly limits?: Partial<GatewayLimits>;
  readonly fault: (during: string, error: unknown) => void;
}

export interface GatewayServer {
  readonly port: number;
  /** What clients put before an upstream's name; holds the token where one is asked for. */
  readonly baseUrl: string;
  /** Takes no more requests; resolves once those under way are answered, or broken off after `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** Listens on 127.0.0.1; rejects with the system's error, `EADDRINUSE` where the port is held. */
export async function startGatewayServer(options: GatewayServerOptions): Promise<GatewayServer> {
  const limits = { ...usualLimits, ...options.limits };
  const budget = createBudget(limits.allBodiesBytes);
  let door = { port: options.port, token: options.asksToken ? options.token : undefined };
  const serving: Serving = { ...options, limits, budget, door: () => door };
  const onRequest = (wantsContinue: boolean) => (req: IncomingMessage, res: ServerResponse) => {
    serve(serving, req, res, wantsContinue).catch((error: unknown) => {
      if (!res.destroyed) options.fault('answering a request', error);
      res.destroy();
    });
  };
  const server = createServer({
    insecureHTTPParser: false,
    requireHostHeader: true,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
  });
  server.maxConnections = limits.connections;
  server.on('request', onRequest(false));
  server.on('checkContinue', onRequest(true));
  server.on('clientError', refuseBytes);
  const breakTunnels = serveTunnels(server, {
    door: () => door,
    mayTunnel: options.mayTunnel,
    connectMs: limits.connectMs,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: '127.0.0.1', exclusive: true }, () => resolve());
  });
  server.on('error', (error) => options.fault('listening', error));
  const { port } = server.address() as AddressInfo;
  door = { ...door, port };
  const baseUrl = `http://127.0.0.1:${port}${options.asksToken ? `/t/${options.token}` : ''}`;
  return { port, baseUrl, close: (graceMs = limits.graceMs) => close(server, breakTunnels, graceMs) };
}

interface Serving extends GatewayServerOptions {
  readonly limits: GatewayLimits;
  readonly budget: Budget;
  readonly door: () => Door;
}

async function serve(at: Serving, req: IncomingMessage, res: ServerResponse, wantsContinue: boolean): Promise<void> {
  const { method = 'GET', url = '' } = req;
  const headers = toPairs(req.rawHeaders);
  const admission = admit(method, url, headers, at.door());
  const upstream = 'upstream' in admission ? at.upstreams().get(admission.upstream ?? '') : undefined;
  const refuse = (status: number, code: string, message: string): Promise<void> =>
    sendRefusal(req, res, status, at.refusal(upstream, status, code, `portcullis: ${message}`));

  if (admission.kind === 'refused') return refuse(admission.status, admission.code, admission.message);
  if (admission.kind === 'proof') return sendJson(res, 200, { proof: proveToken(at.token, admission.nonce) });
  if (admission.kind === 'health') return sendJson(res, 200, health(at));
  if (upstream === undefined) {
    const names = [...at.upstreams().keys()].join(', ') || 'none';
    return refuse(404, 'unknown_upstream', `the policy names no such upstream; it has: ${names}`);
  }
  if (/\bwebsocket\b/i.test(headerOf(headers, 'upgrade') ?? '')) {
    return refuse(501, 'upgrade_refused', 'the gateway passes no WebSockets on; use the HTTP interface');
  }
  if (Number(headerOf(headers, 'content-length') ?? 0) > at.limits.bodyBytes) {
    const { status, code, message } = tooLarge(at.limits.bodyBytes);
    return refuse(status, code, message);
  }
  if (wantsContinue) res.writeContinue();

  const abort = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) abort.abort();
  });
  let taken = 0;
  try {
    const read = await readBody(req, headerOf(headers, 'content-encoding'), at.limits.bodyBytes, at.budget);
    taken = read.taken;
    const request = {
      method,
      path: admission.path,
      headers: toUpstream(headers),
      body: read.body,
      signal: abort.signal,
    };
    await sendAnswer(res, await at.gateway.handle(upstream, request), at.limits.stallMs);
  } catch (error) {
    if (error instanceof BodyError) return await refuse(error.status, error.code, error.message);
    // The client went away, or was cut off from an answer that broke off: nothing is left to say.
    if (!abort.signal.aborted && !res.headersSent) throw error;
    res.destroy();
  } finally {
    at.budget.give(taken);
  }
}

function health({ version, upstreams }: Serving): Json {
  return { name: 'portcullis', version, upstreams: [...upstreams().keys()] };
}

const wireErrors: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'the headers are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'the request took too long to arrive'],
};

/** Answers bytes that are no request: a smuggled length, headers without end, a client that never finishes. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Socket | import('node:stream').Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, message] = wireErrors[error.code ?? ''] ?? ['400 Bad Request', 'the request is not well-formed HTTP'];
  const body = JSON.stringify({
    error: { message: `portcullis: ${message}`, type: 'invalid_request_error', code: 'bad_http' },
  });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

async function close(server: Server, breakTunnels: () => void, graceMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  breakTunnels();
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(force);
}
