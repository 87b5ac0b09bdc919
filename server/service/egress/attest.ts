/** Asks local model servers what they run, for the service's own decisions. What that needs is loaded at the first question. */

import type { GatewayParts } from '../../gateway/types';
import { createFileDigest } from '../../host/fileDigest';

const digestWaitMs = 10_000;

/** Returns the function that attests; `env` names proxies and certificates. */
export function createLazyAttest(env: Readonly<Record<string, string | undefined>>): GatewayParts['attest'] {
  let attest: Promise<GatewayParts['attest']> | undefined;
  return async (upstream, model) => {
    attest ??= create(env);
    return (await attest)(upstream, model);
  };
}

async function create(env: Readonly<Record<string, string | undefined>>): Promise<GatewayParts['attest']> {
  const [{ createUpstreams }, { createAttester }] = await Promise.all([
    import('../../host/gateway/upstreams'),
    import('../../models/attest'),
  ]);
  return createAttester({
    send: createUpstreams({ env }).send,
    digestOf: createFileDigest(digestWaitMs),
    now: () => performance.now(),
  });
}
