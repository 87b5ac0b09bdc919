/** The decision about a request is the decision point's own, and knowing less never loosens it. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide } from '../../../server/engine/decide';
import { isStricter } from '../../../server/engine/policy/firstMatch';
import { decideRequest } from '../../../server/gateway/decideRequest';
import { createPlaceholders } from '../../../server/gateway/placeholders';
import { readRequestText } from '../../../server/gateway/request/requestText';
import { createRestoredValues } from '../../../server/gateway/restoredValues';
import { awsKey, policyOf } from './gatewayRig';

const policy = policyOf();
const now = new Date('2026-11-21T00:00:00Z');
const scan = (text: string) => policy.scanner.scan(text);
const placeholderFor = createPlaceholders(new Uint8Array(32).fill(2));
const words = fc.constantFrom(
  awsKey,
  'anna.meier@siemens.com',
  'p.duval@airbus.com',
  'j.smith@rolls-royce.com',
  'Confidential',
  'x = 1',
);
const bodies = fc
  .array(words, { maxLength: 6 })
  .map((content) => new TextEncoder().encode(JSON.stringify({ content })));
const channels = fc.constantFrom('chat' as const, 'mcp' as const);

function judge(body: Uint8Array, channel: 'chat' | 'mcp', more: object = {}) {
  const request = { ...readRequestText(body, true), ...more };
  const destination = { channel, host: 'api.openai.com', name: 'gpt-5' };
  const question = {
    request,
    destination,
    conversation: undefined,
    restored: createRestoredValues(),
    hasContent: true,
    now,
  };
  const judged = decideRequest(policy, question, { ofText: scan, ofRedacted: scan }, placeholderFor);
  return { judged, request, destination };
}

describe('decision about a request', () => {
  it('is that about its text', () => {
    fc.assert(
      fc.property(bodies, channels, (body, channel) => {
        const { judged, request, destination } = judge(body, channel);
        const expected = decide(policy, { contents: [{ text: request.text }], destination, canAsk: false }, now);
        assert.deepEqual(judged.decision, expected);
      }),
      { numRuns: 150 },
    );
  });

  it('is no laxer where not all could be seen', () => {
    fc.assert(
      fc.property(bodies, channels, (body, channel) => {
        const seen = judge(body, channel).judged.decision;
        const unseen = judge(body, channel, { unseen: 'a file' }).judged.decision;
        assert.ok(!isStricter(seen.effect, unseen.effect));
        assert.equal(unseen.effect, 'block');
      }),
      { numRuns: 50 },
    );
  });
});

describe('restored values', () => {
  it('are found where no detector sees them, as long as they are among the last', () => {
    const restored = createRestoredValues();
    const text = 'the word is tr0ub4dor, and tr0ub4dorX';
    restored.add({ value: 'tr0ub4dor', detector: 'secret/x' });
    const [finding, ...others] = restored.addTo(scan(text), text).findings;
    assert.deepEqual(finding, { detector: 'secret/x', offset: 12, length: 9, confidence: 'high' });
    assert.deepEqual(others, []);
    for (let i = 0; i < 200; i++) restored.add({ value: `another-${i}`, detector: 'secret/x' });
    assert.deepEqual(restored.addTo(scan(text), text).findings, []);
  });
});
