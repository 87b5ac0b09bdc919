/**
 * Batches of entries as signed webhook requests after the Standard Webhooks specification (standardwebhooks.com).
 *
 * The signature is HMAC-SHA256 over `id.timestamp.body`. A batch that is sent again has the same id.
 */

import { createHash, createHmac } from 'node:crypto';
import type { ReadEntry } from '../readEntries';
import type { SinkIdentity } from './sink';

export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Returns the request; `secret` is shared with the receiver, `now` in milliseconds since 1970. */
export function formatWebhook(
  items: readonly ReadEntry[],
  { version, origin }: SinkIdentity,
  secret: Uint8Array,
  now: number,
): WebhookRequest {
  const entries = items.map(({ index, entry, path }) => ({ index, ...(path === undefined ? {} : { path }), ...entry }));
  const body = Buffer.from(JSON.stringify({ version: 1, origin, entries }));
  const span = `${origin} ${items[0]?.index} ${items.at(-1)?.index}`;
  const id = `msg_${createHash('sha256').update(span).digest('hex').slice(0, 32)}`;
  const timestamp = Math.floor(now / 1000);
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': `portcullis/${version}`,
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}

/** Returns the key of a secret as the specification writes it, `whsec_` and base64, or the text's own bytes. */
export function webhookKey(secret: string): Uint8Array {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  return encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, 'base64');
}
