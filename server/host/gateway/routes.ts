/**
 * The connections to upstreams: direct, or through the proxy that the environment names. Loopback is always direct.
 */

import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { createTrust } from './certificates';

export interface RouteOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly connectMs: number;
  /** For an upstream to begin its answer. */
  readonly answerMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
}

export interface Routes {
  to(url: URL): Dispatcher;
  close(): Promise<void>;
}

/** Reports whether an address is this machine's own. */
export function isLoopback(url: URL): boolean {
  return /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
}

/** Returns the routes; nothing is connected yet. What they trust is read with the first address that needs it. */
export function createRoutes({ env, connectMs, answerMs, idleMs }: RouteOptions): Routes {
  const common = { headersTimeout: answerMs, bodyTimeout: idleMs, maxHeaderSize: 256 * 1024 };
  const local = new Agent({ ...common, connect: { timeout: connectMs } });
  let outside: EnvHttpProxyAgent | undefined;
  const openOutside = (): EnvHttpProxyAgent => {
    const tls = { timeout: connectMs, secureContext: createTrust(env) };
    return new EnvHttpProxyAgent({ ...common, ...proxiesOf(env), connect: tls, requestTls: tls, proxyTls: tls });
  };
  return {
    to(url) {
      if (isLoopback(url)) return local;
      outside ??= openOutside();
      return outside;
    },
    async close() {
      await Promise.all([local.destroy(), outside?.destroy()]);
    },
  };
}

function proxiesOf(env: RouteOptions['env']): EnvHttpProxyAgent.Options {
  const of = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  return { httpProxy: of('HTTP_PROXY'), httpsProxy: of('HTTPS_PROXY'), noProxy: of('NO_PROXY') };
}
