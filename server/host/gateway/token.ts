/**
 * The gateway's token: what a client of this user shows, and how the gateway shows that it is the one that has it.
 *
 * The token itself is never sent to whoever happens to listen on the port.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { loadKeptKey } from '../keptKey';

export interface GatewayToken {
  /** 32 random bytes in base64url, as they stand in a base URL. */
  readonly token: string;
  /** Present where the token couldn't be kept, and holds for this process alone: why. */
  readonly problem?: string;
}

/** Returns this user's token, kept in `directory`, making it where there is none. */
export async function loadGatewayToken(directory: string): Promise<GatewayToken> {
  const { key, problem } = await loadKeptKey(directory, 'gateway.key');
  return { token: Buffer.from(key).toString('base64url'), ...(problem === undefined ? {} : { problem }) };
}

/** Reports whether two secrets are the same, in a time that tells nothing of where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Returns what only a holder of the token can answer to a nonce. */
export function proveToken(token: string, nonce: string): string {
  return createHmac('sha256', token).update(`portcullis gateway ${nonce}`).digest('hex');
}
