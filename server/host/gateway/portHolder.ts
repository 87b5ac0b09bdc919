/** Who holds the gateway's port: our own gateway, or somebody who could pass for it. */

import { randomBytes } from 'node:crypto';
import { Agent, request } from 'undici';
import { isSameSecret, proveToken } from './token';

const waitMs = 2_000;
/** A proof is short; an impostor may send whatever it likes. */
const mostBytes = 4096;

/** `other` could pass itself off as the gateway. */
export type PortHolder = 'gateway' | 'other' | 'nobody';

/**
 * Returns who listens on the port.
 *
 * A gateway of this user has to prove that it has the token; the token itself is not shown to it.
 */
export async function findPortHolder(port: number, token: string): Promise<PortHolder> {
  const nonce = randomBytes(24).toString('base64url');
  const dispatcher = new Agent({ connect: { timeout: waitMs }, maxResponseSize: mostBytes });
  try {
    const { body } = await request(`http://127.0.0.1:${port}/.portcullis/proof/${nonce}`, {
      dispatcher,
      headersTimeout: waitMs,
      bodyTimeout: waitMs,
      signal: AbortSignal.timeout(waitMs),
    });
    const { proof } = (await body.json()) as { proof?: unknown };
    return typeof proof === 'string' && isSameSecret(proof, proveToken(token, nonce)) ? 'gateway' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'nobody' : 'other';
  } finally {
    await dispatcher.destroy();
  }
}
