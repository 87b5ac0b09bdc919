/** What is sent to sinks, against the grammars of RFC 5424 and Standard Webhooks; secrets that are refused; the back-off. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { SinkSpec } from '../../../../server/engine/policy/types';
import { createSink } from '../../../../server/host/sinks';
import { backoffMs } from '../../../../server/provenance/sinks/backoff';
import { formatSyslogFrames } from '../../../../server/provenance/sinks/syslog';
import { formatWebhook, webhookKey } from '../../../../server/provenance/sinks/webhook';
import { context, sampleItems } from '../exports/items';
import { syslogMessages } from './receivers';

const value = String.raw`(?:[^"\\\]]|\\["\\\]])*`;
/** The grammar of RFC 5424 section 6, of the parts that are used. */
const syslog = new RegExp(
  String.raw`^<(?<priority>\d{1,3})>1 (?<time>\S+) (?<host>[!-~]{1,255}) portcullis [!-~]{1,128} [a-z]{1,32} ` +
    String.raw`\[portcullis@32473(?<data>(?: [A-Za-z]{1,32}="${value}")*)\] \ufeff(?<message>[^]*)$`,
);

describe('messages to sinks', () => {
  it('are syslog messages of the standard, framed by their bytes', () => {
    const items = sampleItems();
    const messages = syslogMessages(formatSyslogFrames(items, context, 'wörk station'));
    assert.equal(messages.length, items.length);
    messages.forEach((message, i) => {
      const { groups } = syslog.exec(message) ?? assert.fail(message);
      assert.equal(groups?.['host'], 'wrkstation');
      assert.ok(Number(groups?.['priority']) >= 13 * 8 && Number(groups?.['priority']) < 14 * 8);
      assert.equal(groups?.['time'], items[i]?.entry.time);
      const path = new RegExp(` path="(${value})"`).exec(groups?.['data'] ?? '')?.[1];
      assert.equal(path?.replace(/\\(["\\\]])/g, '$1'), items[i]?.path);
    });
  });

  it('are webhooks whose signature the receiver can check, the same id when sent again', () => {
    const secret = 'whsec_c2VjcmV0IG9mIHRoZSB3ZWJob29r';
    const key = webhookKey(secret);
    assert.equal(Buffer.from(key).toString(), 'secret of the webhook');
    const { headers, body } = formatWebhook(sampleItems(), context, key, 1_795_000_000_999);
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', key).update(signed).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${expected}`);
    assert.equal(headers['webhook-timestamp'], '1795000000');
    const again = formatWebhook(sampleItems(), context, key, 1_795_000_100_000);
    assert.equal(again.headers['webhook-id'], headers['webhook-id']);
    assert.notEqual(
      formatWebhook(sampleItems().slice(1), context, key, 0).headers['webhook-id'],
      headers['webhook-id'],
    );
  });

  it('are not sent with a secret that anyone could have, nor without one', async () => {
    if (process.platform === 'win32') return;
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-secret-'));
    const secretFile = join(folder, 'secret');
    const send = (spec: Partial<SinkSpec>) =>
      createSink({ id: 'a', type: 'webhook', url: 'http://127.0.0.1:1', ...spec }, context).send(
        sampleItems(),
        new AbortController().signal,
      );
    try {
      await assert.rejects(send({}), /needs 'secretFile'/);
      await assert.rejects(send({ secretFile }), /can't be read \(ENOENT\)/);
      writeFileSync(secretFile, 'secret of the webhook');
      chmodSync(secretFile, 0o644);
      await assert.rejects(send({ secretFile }), /open to every user/);
      chmodSync(secretFile, 0o600);
      await assert.rejects(send({ secretFile }), /can't be reached \(ECONNREFUSED\)/);
      writeFileSync(secretFile, '\n');
      await assert.rejects(send({ secretFile }), /is empty/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are tried again after pauses that grow, differ, and end growing', () => {
    const random = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), random, (failures, number) => {
        const pause = backoffMs(failures, number);
        assert.ok(pause >= 100 && pause <= 5 * 60 * 1000);
        assert.ok(backoffMs(failures + 1, number) >= pause);
      }),
    );
    assert.notEqual(backoffMs(3, 0.1), backoffMs(3, 0.2));
  });
});
