/** The sink to a webhook: a signed POST a batch, which the receiver has taken once it answers 2xx. */

import { request as requestPlain } from 'node:http';
import { request as requestSafe } from 'node:https';
import { formatWebhook, type WebhookRequest, webhookKey } from '../../provenance/sinks/webhook';
import { type CreateSink, readSecret, readTrust, sendTimeoutMs, type Trust } from './setup';

export const createWebhookSink: CreateSink = (spec, identity, timeoutMs = sendTimeoutMs) => ({
  async send(items, signal) {
    const [secret, trust] = await Promise.all([readSecret(spec), readTrust(spec)]);
    if (secret === undefined) throw new Error("a webhook needs 'secretFile' in the policy, for its signatures");
    await post(
      new URL(spec.url),
      formatWebhook(items, identity, webhookKey(secret), Date.now()),
      trust,
      timeoutMs,
      signal,
    );
  },
});

/** Follows no redirects: the entries are for who was named. */
function post(
  url: URL,
  { headers, body }: WebhookRequest,
  trust: Trust,
  timeout: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestSafe : requestPlain;
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': body.length },
      agent: false as const,
      timeout,
      signal,
      ...trust,
    };
    const sent = request(url, options, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`the receiver answered ${status}`));
    });
    sent.on('timeout', () => sent.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    sent.on('error', ({ code }: NodeJS.ErrnoException) => reject(new Error(`the receiver can't be reached (${code})`)));
    sent.end(body);
  });
}
