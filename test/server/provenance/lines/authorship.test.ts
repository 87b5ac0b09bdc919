/**
 * Notes in git-ai's form: its own example comes back as it was, and nothing that isn't one is taken for one. The records
 * and trailers that are made of them.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { toTraceRecord } from '../../../../server/provenance/lines/agentTrace';
import { type Authorship, formatAuthorship, parseAuthorship } from '../../../../server/provenance/lines/authorship';
import { originsIn } from '../../../../server/provenance/lines/blame';
import { keyOf, personKey, sessionOf, sourceOf } from '../../../../server/provenance/lines/session';
import { toTrailers } from '../../../../server/provenance/lines/trailers';
import { sourceOf as sample } from './oracle';

const example = readFileSync(join(__dirname, 'fixtures/git-ai-note.txt'), 'utf8');
const schema = JSON.parse(readFileSync(join(__dirname, '../exports/data/traceRecord.schema.json'), 'utf8'));
const commit = 'ab'.repeat(20);

describe('notes about lines', () => {
  it("git-ai's own example comes back as it was", () => {
    const note = parse(example);
    const formatted = formatAuthorship(note);
    const [lines, metadata] = halves(example);
    assert.equal(halves(formatted)[0], lines);
    assert.deepEqual(JSON.parse(halves(formatted)[1] as string), JSON.parse(metadata as string));
    assert.deepEqual(parse(formatted), note);
    assert.deepEqual(originsIn(note, 'src/main.rs', 30), {
      kind: 'ai',
      origins: [{ tool: 'cursor', name: 'claude-sonnet-4-5-20250514' }],
    });
    assert.equal(originsIn(note, 'src/main.rs', 45), undefined);
  });

  it('own notes come back, whatever the paths and lines are', () => {
    const path = fc.stringMatching(/^[^\r\n]{1,20}$/).filter((text) => text.trim() !== '' && !text.includes('"'));
    const files = fc.uniqueArray(fc.tuple(path, fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1 })), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(files, (list) => {
        const lines: Authorship['lines'] = new Map();
        for (const [name, numbers] of list) {
          const sorted = numbers.sort((a, b) => a - b);
          lines.set(name, new Map(sorted.map((number) => [number, [keyOf(sample(`E${number % 3}`))]])));
        }
        const note = noteOf(lines);
        const read = parse(formatAuthorship(note));
        for (const [name, keys] of lines) {
          assert.deepEqual(
            [...(read.lines.get(name) ?? [])].sort(([a], [b]) => a - b),
            [...keys],
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a source comes back from its session', () => {
    assert.deepEqual(sourceOf(sessionOf(sample('E1'))[1]), sample('E1'));
  });

  for (const [what, text] of [
    ['no divider', 'a.ts\n  s_1::t_1 1\n'],
    ['lines of no file', '  s_1::t_1 1\n---\n{}'],
    ['numbers that fall', 'a.ts\n  s_1::t_1 4-2\n---\n{}'],
    ['a range too long', 'a.ts\n  s_1::t_1 1-900000000\n---\n{}'],
    ['no JSON', 'a.ts\n---\n{'],
    ['another version', '---\n{"schema_version":"authorship/9.0.0","base_commit_sha":"a","prompts":{}}'],
    [
      'a session without a tool',
      '---\n{"schema_version":"authorship/3.0.0","base_commit_sha":"a","sessions":{"s":{}}}',
    ],
    ['two notes in a row', `${example}\n\n${example}`],
  ] as const) {
    it(`refuses ${what}`, () => assert.equal(typeof parseAuthorship(text), 'string'));
  }

  it('never throws, and names no record that is not the note’s own', () => {
    fc.assert(
      fc.property(fc.nat(example.length), fc.string(), (at, text) => {
        const note = parseAuthorship(example.slice(0, at) + text + example.slice(at + text.length));
        if (typeof note === 'string') return;
        for (const [path, lines] of note.lines) for (const line of lines.keys()) originsIn(note, path, line);
      }),
    );
    const forged = parse(example.replaceAll('s_c9883b05a2487d', '__proto__'));
    assert.deepEqual(originsIn(forged, 'src/main.rs', 1)?.origins, [{ tool: 'unknown', name: 'unknown' }]);
  });

  it('becomes an Agent Trace record that its schema takes', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    const keys = [keyOf(sample('E1'))];
    const mixed = [...keys, personKey('Dev <dev@example.com>')];
    const lines = new Map([
      [
        'a.ts',
        new Map([
          [1, keys],
          [2, keys],
          [5, mixed],
        ]),
      ],
    ]);
    for (const note of [noteOf(lines), parse(example)]) {
      const record = toTraceRecord(note, commit, new Date('2026-11-21T05:00:00Z'), '1.2.3');
      assert.ok(validate(record), JSON.stringify(validate.errors));
    }
    const [file] = toTraceRecord(noteOf(lines), commit, new Date(0), '1.2.3').files;
    assert.deepEqual(
      file?.conversations.map(({ contributor, ranges }) => [contributor.type, contributor.model_id, ranges]),
      [
        ['ai', 'gpt-5', [{ start_line: 1, end_line: 2 }]],
        ['mixed', 'gpt-5', [{ start_line: 5, end_line: 5 }]],
      ],
    );
  });

  it('becomes trailers, one line each', () => {
    const source = { ...sample('E1'), tool: 'a tool\nSigned-off-by: nobody' };
    const [id, record] = sessionOf(source);
    const lines: Authorship['lines'] = new Map([['a.ts', new Map([[1, [keyOf(source)]]])]]);
    const note = { lines, metadata: { ...noteOf(lines).metadata, sessions: { [id]: record } } };
    assert.deepEqual(toTrailers(note), ['AI-Assisted-By: a tool Signed-off-by: nobody (gpt-5)', 'AI-Log-Entry: E1']);
  });
});

function noteOf(lines: Authorship['lines']): Authorship {
  const sessions = Object.fromEntries(['E0', 'E1', 'E2'].map((entry) => sessionOf(sample(entry))));
  return { lines, metadata: { schema_version: 'authorship/3.0.0', base_commit_sha: commit, prompts: {}, sessions } };
}

function parse(text: string): Authorship {
  const note = parseAuthorship(text);
  assert.ok(typeof note !== 'string', String(note));
  return note;
}

function halves(text: string): string[] {
  return text.split(/^---$/m);
}
