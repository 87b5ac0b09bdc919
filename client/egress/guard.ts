/**
 * The egress guard: watches what every extension of this host sends, holds what goes to a model until it is decided
 * about, and lets everything else pass unread.
 *
 * Knows no editor. Out of its reach are worker threads, child processes and the editor's own network stack.
 */

import type { DecideEgressParams, DecideEgressResult, EgressRegistry } from '../../server/lsp/protocol/egress';
import { createCaller, type ExtensionFolder } from './caller';
import { watchFetch } from './clients/fetch';
import { watchHttp } from './clients/http';
import { watchHttp2 } from './clients/http2';
import { watchSockets } from './clients/sockets';
import { watchUndici } from './clients/undici';
import { createJudge, digestOf } from './judge';
import { Patches } from './patches';
import { Recent } from './recent';
import { Targets } from './targets';
import type { Destination, Limits, Refusal, Watch } from './types';

export interface GuardOptions {
  /** Asks the service; rejects where it is away. */
  readonly ask: (params: DecideEgressParams) => Promise<DecideEgressResult>;
  /** The installed extensions but for this one. */
  readonly extensions: () => readonly ExtensionFolder[];
  /** A request was refused. */
  readonly refused?: (refusal: Refusal, destination: Destination, extension: string) => void;
  /** Somebody had put these functions back or replaced them; they are watched again. */
  readonly undone?: (names: readonly string[]) => void;
  /** What the service said last, before it is reached. */
  readonly registry?: EgressRegistry | undefined;
  readonly limits?: Partial<Limits>;
}

export interface EgressGuard {
  /** Takes what the service says of models. */
  setRegistry(registry: EgressRegistry | undefined): void;
  /** Our own gateway decides by itself; `undefined` while it isn't listening. */
  setGateway(port: number | undefined): void;
  /** Looks whether everything is still watched, and sees to it. Returns what was undone. */
  check(): readonly string[];
  /** What is not watched at this moment, and what others had replaced. Changes nothing. */
  state(): ReturnType<Patches['state']>;
  /** Makes everything as it was. What is held then is still decided about. */
  uninstall(): void;
}

const usualLimits: Limits = { bytes: 64 * 1024 * 1024, deadline: 30_000 };

const ownHost = '127.0.0.1';

/** Watches from now on. */
export function installEgressGuard(options: GuardOptions): EgressGuard {
  const limits = { ...usualLimits, ...options.limits };
  const patches = new Patches();
  /** Whole requests that were let through and are seen once more further down. */
  const permits = new Recent();
  /** Requests that were let through, by what their first line says. */
  const passes = new Recent();
  let { registry } = options;
  const targets = new Targets(registry);
  /** The authority of our own gateway. */
  let gateway: string | undefined;

  const judge = createJudge({
    ask: options.ask,
    registry: () => registry,
    targets,
    limits,
    refused: (...told) => options.refused?.(...told),
  });

  function check(): readonly string[] {
    const names = patches.renew();
    if (names.length > 0) options.undone?.(names);
    return names;
  }

  const watch = {
    ...judge,
    limits,
    age: 0,
    isModel: (protocol, authority, path) => targets.isModel(protocol, authority, path) && authority !== gateway,
    isModelUrl: (text) => targets.isModelUrl(text) && new URL(text).host !== gateway,
    caller: createCaller(options.extensions),
    permit: (request) => permits.add(digestOf(request)),
    isPermitted: (request) => permits.has(digestOf(request)),
    passed: (destination) => passes.add(lineOf(destination)),
    hasPassed: (destination) => passes.has(lineOf(destination)),
    onActivity: check,
  } satisfies Watch;

  const stops = [watchHttp(watch, patches), watchUndici(watch)];
  watchHttp2(watch, patches);
  watchFetch(watch, patches);
  watchSockets(watch, patches);

  return {
    setRegistry(next) {
      registry = next;
      targets.setRegistry(next);
      watch.age++;
    },
    setGateway(port) {
      gateway = port === undefined ? undefined : `${ownHost}:${port}`;
      watch.age++;
    },
    check,
    state: () => patches.state(),
    uninstall() {
      for (const stop of stops) stop();
      patches.restore();
    },
  };
}

/** A request's first line, which says nothing of the host: whoever writes it may know it by another name. */
function lineOf({ method, url }: Destination): string {
  const { pathname, search } = new URL(url);
  return `${method} ${pathname}${search}`;
}
