/** The gateway's laws over random bodies and answers: no value leaves, nothing else changes, nothing throws. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { awsKey, policyOf, startRig } from './gatewayRig';

const text = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant(` ${awsKey} `), fc.constant('\n')), { maxLength: 3 })
  .map((parts) => parts.join(''));
const key = text.filter((name) => name !== '__proto__' && name.trim() !== '');
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
})).value;

/** Writes JSON with some characters of its strings as `\uXXXX`, others as they are. */
function writeJson(value: unknown, escapes: readonly boolean[]): string {
  let count = 0;
  const coded = (character: string): string =>
    character.split('').reduce((text, unit) => `${text}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`, '');
  return JSON.stringify(value, undefined, 1).replace(/[A-Z]|[^ -~\n]/gu, (character) =>
    escapes[count++ % escapes.length] ? coded(character) : character,
  );
}

const paths = ['/v1/chat/completions', '/v1/responses', '/v1/messages', '/api/chat', '/v1/completions', '/infill'];
const path = fc.constantFrom(...paths, '/v1beta/models/gemini-2.5-pro:generateContent');

describe('laws of the gateway', () => {
  it('a value that was found never leaves, and nothing else changes', async () => {
    await fc.assert(
      fc.asyncProperty(json, fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }), async (value, escapes) => {
        const rig = startRig();
        const { status } = await rig.ask('/v1/chat/completions', writeJson({ model: 'm', value }, escapes));
        assert.equal(status, 200);
        const sent = JSON.parse(rig.sent[0]!.body) as object;
        const written = JSON.stringify(sent);
        assert.ok(!written.includes(awsKey));
        const back = written.replaceAll(/PORTCULLIS_REDACTED_AWS_ACCESS_KEY_[a-p]{16}/g, awsKey);
        assert.equal(back, JSON.stringify({ model: 'm', value }));
      }),
      { numRuns: 120 },
    );
  });

  it('whatever the upstream answers, the client gets an answer, and the same one where nothing was replaced', async () => {
    const policy = policyOf((yaml) => `${yaml}\ninsertions: [{ detectors: [hidden-unicode/*], effect: block }]\n`);
    const shape = fc.constantFrom('choices', 'content', 'message', 'output', 'candidates', 'delta', 'type', 'item');
    const answer = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('text', 'tool_use', 'message', 1, null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(shape, tie('value'), { maxKeys: 3 }),
    })).value;
    const types = fc.constantFrom('application/json', 'text/event-stream', 'application/x-ndjson', 'text/html');
    await fc.assert(
      fc.asyncProperty(path, answer, types, async (at, value, type) => {
        const line = JSON.stringify(value);
        const body = type === 'text/event-stream' ? `data: ${line}\n\n: x\n\ndata: [DONE]\n\n` : `${line}\n`;
        const rig = startRig(() => ({ type, body }), { policy });
        for (const prompt of ['hello', `use ${awsKey}`]) {
          const { status, text: got } = await rig.ask(at, { model: 'm', prompt });
          assert.equal(status, 200);
          assert.equal(got, body);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('bytes that are anything get an answer', async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.uint8Array({ maxLength: 60 }), fc.string(), async (at, bytes, query) => {
        const { status } = await startRig().ask(`${at}?${query}`, bytes);
        assert.ok([200, 400, 403].includes(status), `${status}`);
      }),
      { numRuns: 100 },
    );
  });
});
