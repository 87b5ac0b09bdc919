/** What is said of lines that came from a model. */

import assert from 'node:assert/strict';
import { describeSpan, spanAt } from '../../../client/blame/describe';
import type { BlameSpan } from '../../../server/lsp/protocol/blame';

const origin = {
  tool: 'github.copilot-chat',
  name: 'gpt-5',
  model: 'copilot-business',
  entry: '01M7Q5CQG08VQCX9W7W7APMYGY',
  policy: `sha256:${'ab'.repeat(32)}`,
  time: '2026-11-21T05:00:00.000Z',
};
const span = (more: Partial<BlameSpan> = {}): BlameSpan => ({
  startLine: 2,
  endLine: 3,
  kind: 'ai',
  origins: [origin],
  ...more,
});

describe('the hover about the origin of lines', () => {
  it('says which model, tool, time, entry and policy', () => {
    assert.equal(
      describeSpan(span()),
      'From `gpt-5`, `github.copilot-chat`, 2026-11-21 05:00 UTC, entry `01M7Q5CQG08VQCX9W7W7APMYGY`, policy `sha256:abababababab`',
    );
  });

  it('says what is not known, and what a person had a part in', () => {
    const nameless = { ...origin, name: 'unknown' };
    assert.match(describeSpan(span({ origins: [nameless] })), /^From `copilot-business`, `github.copilot-chat`, /);
    const unknown = { ...nameless, model: 'unknown', tool: 'unknown', entry: 'unlogged:t1' };
    assert.match(
      describeSpan(span({ kind: 'mixed', origins: [unknown] })),
      /^In part from a model that is not known, 2026-11-21 05:00 UTC, not in the log, policy/,
    );
  });

  it('names a few of many, and lets no name be more than a name', () => {
    const text = describeSpan(span({ origins: Array.from({ length: 7 }, () => ({ ...origin, name: '`![x](y)\n' })) }));
    assert.ok(text.startsWith('From `![x](y)`, '));
    assert.ok(text.endsWith('and 2 more'));
  });

  it('is about the lines of the span alone', () => {
    assert.deepEqual(
      [1, 2, 3, 4].map((line) => spanAt([span()], line) !== undefined),
      [false, true, true, false],
    );
  });
});
