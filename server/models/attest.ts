/**
 * Asks local servers what they run under a model's name, and remembers the answer for a moment.
 *
 * An attestation says what was really obtained: a server that gives no digest gets none, whatever it calls its models.
 */

import type { Attestation, GatewayParts, Upstream } from '../gateway/types';
import type { FileDigest } from '../host/fileDigest';
import { isLoopback } from '../host/gateway/routes';
import { createAsk } from './ask';
import { createLlamacpp } from './llamacpp';
import type { ModelServer } from './modelServer';
import { ollama } from './ollama';
import { openaiServer } from './openaiServer';

export interface AttesterOptions {
  readonly send: GatewayParts['send'];
  readonly digestOf: FileDigest;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How long an answer holds: a model that is exchanged keeps its clearance no longer. */
const freshMs = 2_000;
const mostKept = 256;

/** Returns the function that attests. It never throws; servers elsewhere are not asked, as they could say anything. */
export function createAttester({ send, digestOf, now }: AttesterOptions): GatewayParts['attest'] {
  const kinds: readonly ModelServer[] = [ollama, createLlamacpp(digestOf), openaiServer];
  const known = new Map<string, { readonly at: number; readonly answer: Promise<Attestation> }>();
  return async (upstream, model) => {
    if (!isLoopback(new URL(upstream.baseUrl))) return {};
    const key = JSON.stringify([upstream.baseUrl, model]);
    const kept = known.get(key);
    if (kept !== undefined && now() - kept.at < freshMs) return kept.answer;
    const answer = attestBy(kinds, upstream, model, send);
    known.delete(key);
    known.set(key, { at: now(), answer });
    for (const oldest of known.keys()) {
      if (known.size <= mostKept) break;
      known.delete(oldest);
    }
    return answer;
  };
}

/** The first kind that knows the server speaks for it. */
async function attestBy(
  kinds: readonly ModelServer[],
  upstream: Upstream,
  model: string,
  send: GatewayParts['send'],
): Promise<Attestation> {
  const ask = createAsk(upstream, send);
  for (const kind of kinds) {
    const found = await kind.attest(ask, model).catch(() => undefined);
    if (found !== undefined) return found;
  }
  return {};
}
