/**
 * Watches requests of node:http and node:https, and of all that is built on them.
 *
 * The prototype is shared by all extensions however they came by the module, so sockets that were opened before are
 * reached with their next request. A request to a model is held until `end`; nothing of it is written before.
 */

import diagnostics from 'node:diagnostics_channel';
import http, { type ClientRequest } from 'node:http';
import { inUrl, toPairs } from '../headers';
import type { Patches } from '../patches';
import type { HeaderList, Watch } from '../types';
import { HeldRequest } from './heldRequest';

type Write = ClientRequest['write'];
type End = ClientRequest['end'];
type Flush = ClientRequest['flushHeaders'];
type HostHeader = ReturnType<ClientRequest['getHeader']>;

/** Node.js 22 and later publish here when a request is made. */
const created = 'http.client.request.created';

/** Watches until the returned function is called. */
export function watchHttp(watch: Watch, patches: Patches): () => void {
  /** What is done with a request: it is held, or passed on. On the request itself, which is cheaper than any map. */
  const state = Symbol('portcullis');
  type Known = ClientRequest & { [state]?: HeldRequest | false };
  /** What the last request that was passed on said of its place: many in a row go there. */
  let last = { path: '', host: '', header: '' as HostHeader, protocol: '', age: -1 };

  // Runs for every request of every extension: small, as V8's compiling of it is most of what it costs.
  function heldOf(request: Known, isLast = false): HeldRequest | false {
    const known = request[state];
    if (known !== undefined) return known;
    const isLikeLast =
      request.path === last.path &&
      request.host === last.host &&
      request.getHeader('host') === last.header &&
      request.protocol === last.protocol &&
      watch.age === last.age;
    const held = !isLikeLast && look(request);
    // What is passed on whole is not asked about again.
    if (held !== false || !isLast) request[state] = held;
    return held;
  }

  function look(request: Known): HeldRequest | false {
    const { path, host, protocol } = request;
    const isToModel = path.startsWith('http')
      ? watch.isModelUrl(path)
      : watch.isModel(protocol, authorityOf(request), path);
    if (isToModel) return hold(request);
    last = { path, host, header: request.getHeader('host'), protocol, age: watch.age };
    return false;
  }

  function hold(request: Known): HeldRequest {
    watch.onActivity();
    return new HeldRequest(request, { method: request.method, url: urlOf(request) }, watch, () => {
      request[state] = false;
    });
  }

  const { prototype } = http.ClientRequest;
  patches.add('http.ClientRequest.write', prototype, 'write', (original: Write) => {
    return function write(this: ClientRequest, ...args: Parameters<Write>) {
      const held = heldOf(this);
      return held === false ? original.apply(this, args) : held.write(...args);
    } as Write;
  });
  patches.add('http.ClientRequest.end', prototype, 'end', (original: End) => {
    return function end(this: ClientRequest, ...args: Parameters<End>) {
      const held = heldOf(this, true);
      return held === false ? original.apply(this, args) : held.end(headersOf(this), ...args);
    } as End;
  });
  patches.add('http.ClientRequest.flushHeaders', prototype, 'flushHeaders', (original: Flush) => {
    return function flushHeaders(this: ClientRequest) {
      const held = heldOf(this);
      return held === false ? original.apply(this) : held.flushHeaders(headersOf(this));
    };
  });
  // A request is seen here even where somebody has put the prototype back.
  const onCreated = (): void => watch.onActivity();
  diagnostics.subscribe(created, onCreated);
  return () => void diagnostics.unsubscribe(created, onCreated);
}

function urlOf(request: ClientRequest): string {
  const { protocol, path } = request;
  return path.startsWith('http') ? path : `${protocol}//${authorityOf(request)}${path}`;
}

/** Node.js keeps the port nowhere but in the header it makes; a header of the sender's own is believed for no other host. */
function authorityOf(request: ClientRequest): string {
  const name = inUrl(request.host);
  const header = request.getHeader('host');
  return typeof header === 'string' && header.startsWith(`${name}:`) ? header : name;
}

function headersOf(request: ClientRequest): HeaderList {
  const headers = toPairs(request.getHeaders());
  if (headers.length > 0) return headers;
  // Headers that were given as a list are written down at once.
  const written = (request as { _header?: unknown })._header;
  return typeof written === 'string' ? toPairs(written) : [];
}
