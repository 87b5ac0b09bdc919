/** Placeholders in a body stand where the values stood, and nothing else changes. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Redaction } from '../../../../server/engine/types';
import { createPlaceholders, type Placeholders } from '../../../../server/gateway/placeholders';
import { planReplacements, replaceInBody, replaceInText } from '../../../../server/gateway/request/replace';
import { readRequestText } from '../../../../server/gateway/request/requestText';

const placeholderFor = createPlaceholders(new Uint8Array(32).fill(1));
const nothing: Placeholders = new Map();
const secret = 'S3cr3t"\\\n\u{1f511}é';
const placeholder = placeholderFor('secret/key', secret);

/** Strings that often hold the secret, whole. */
const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(` ${secret} `)), { maxLength: 4 })
  .map((parts) => parts.join(''));
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.boolean(), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(
    fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
    tie('value'),
    { maxKeys: 4 },
  ),
})).value;

function read(body: string) {
  const request = readRequestText(new TextEncoder().encode(body), true);
  assert.equal(request.fault, undefined);
  return request;
}

function findAll(haystack: string, needle: string): Redaction[] {
  const found: Redaction[] = [];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    found.push({ content: 0, offset: at, length: needle.length, detector: 'secret/key' });
  }
  return found;
}

/** Writes JSON with every character of its strings escaped. */
function escapeAll(source: string): string {
  return source.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

describe('replacing in a body', () => {
  it('equals replacing in the value', () => {
    fc.assert(
      fc.property(json, fc.boolean(), fc.constantFrom('', '  '), (value, escaped, space) => {
        const written = JSON.stringify(value, undefined, space);
        const body = escaped ? escapeAll(written) : written;
        const request = read(body);
        const plan = planReplacements(request, findAll(request.text, secret), placeholderFor, nothing);
        const result = new TextDecoder().decode(replaceInBody(request, plan));
        const inner = JSON.stringify(secret).slice(1, -1);
        const expected = (escaped ? escapeAll(written) : written).replaceAll(
          escaped ? escapeAll(inner) : inner,
          placeholder,
        );
        assert.equal(result, expected);
      }),
      { numRuns: 300 },
    );
  });

  it('makes the body mean the text that was looked at', () => {
    const range = fc.record({ offset: fc.nat(400), length: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(json, fc.array(range, { maxLength: 4 }), (value, ranges) => {
        const request = read(JSON.stringify(value));
        const redactions = ranges
          .map(({ offset, length }) => ({ offset, length: Math.min(length, request.text.length - offset) }))
          .filter(({ length }) => length > 0)
          .map((each) => ({ ...each, content: 0, detector: 'secret/key' }));
        const plan = planReplacements(request, redactions, placeholderFor, nothing);
        const after = readRequestText(replaceInBody(request, plan), true);
        // A placeholder may move from a line of its own to that of its key.
        const plain = (some: string): string => some.replace(/: |\s+/g, ' ');
        if (after.fault === undefined) assert.equal(plain(after.text), plain(replaceInText(request.text, plan)));
        else assert.match(after.fault.fault, /twice/);
      }),
      { numRuns: 300 },
    );
  });

  it('replaces a value wherever else it stands', () => {
    const request = read(JSON.stringify({ a: 'key=hunter22', b: 'hunter22!', c: 'xhunter22' }));
    const [first] = findAll(request.text, 'hunter22');
    const plan = planReplacements(request, [first!], placeholderFor, nothing);
    const known = placeholderFor('secret/key', 'hunter22');
    assert.deepEqual(JSON.parse(new TextDecoder().decode(replaceInBody(request, plan))), {
      a: `key=${known}`,
      b: `${known}!`,
      c: 'xhunter22',
    });
  });

  it('cuts a range that reaches over several strings at their ends', () => {
    const request = read('["one two", "three four"]');
    const offset = request.text.indexOf('two');
    const plan = planReplacements(
      request,
      [{ content: 0, offset, length: 10, detector: 'x/y' }],
      placeholderFor,
      nothing,
    );
    const [a, b] = JSON.parse(new TextDecoder().decode(replaceInBody(request, plan))) as [string, string];
    assert.match(a, /^one PORTCULLIS_REDACTED_Y_[a-p]{16}$/);
    assert.match(b, /^PORTCULLIS_REDACTED_Y_[a-p]{16} four$/);
  });

  it('writes a string where a number stood', () => {
    const request = read('{"card": 4111111111111111}');
    const plan = planReplacements(request, findAll(request.text, '4111111111111111'), placeholderFor, nothing);
    const { card } = JSON.parse(new TextDecoder().decode(replaceInBody(request, plan))) as { card: string };
    assert.match(card, /^PORTCULLIS_REDACTED_KEY_/);
  });

  it('writes a file that was looked into again', () => {
    const file = `# settings\nkey = ${secret}\n${'x = 1\n'.repeat(200)}`;
    const data = Buffer.from(file).toString('base64');
    for (const prefix of ['', 'data:text/plain;base64,']) {
      const request = read(JSON.stringify({ data: prefix + data }));
      const plan = planReplacements(request, findAll(request.text, secret), placeholderFor, nothing);
      const after = JSON.parse(new TextDecoder().decode(replaceInBody(request, plan))) as { data: string };
      assert.ok(after.data.startsWith(prefix));
      const text = Buffer.from(after.data.slice(prefix.length), 'base64').toString();
      assert.equal(text, file.replace(secret, placeholder));
    }
  });
});
