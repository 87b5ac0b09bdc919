/**
 * The log's formats: each pair gives back what it was given, and refuses everything else.
 */

import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020';
import fc from 'fast-check';
import entrySchema from '../../../policies/schemas/entry.schema.json';
import { canonicalJson } from '../../../server/provenance/canonicalJson';
import { formatCheckpoint, parseCheckpoint } from '../../../server/provenance/checkpoint';
import { commit } from '../../../server/provenance/commitment';
import { type Entry, type EntryInput, formatEntryAround, parseEntry } from '../../../server/provenance/entry';
import type { LogError } from '../../../server/provenance/logError';
import { formatOpening, parseOpening } from '../../../server/provenance/opening';
import { createRecorder, finishDrafts } from '../../../server/provenance/record';
import {
  formatBundle,
  formatTilePath,
  parseBundle,
  parseTilePath,
  partialPositions,
} from '../../../server/provenance/tile';
import { deterministic, sampleInput } from './sample';

describe('entry', function () {
  this.timeout(30_000);
  const write = (input: EntryInput, i = 0) =>
    Buffer.from(finishDrafts([createRecorder(deterministic())(input)], i)[0] as string);
  const record = (i: number) => ({ leaf: write(sampleInput(i), i) });
  const isEntry = new Ajv2020().compile(entrySchema);

  it('is canonical JSON of the published shape, without personal values', () => {
    const { leaf } = record(1);
    assert.equal(
      leaf.toString(),
      '{"decision":{"effect":"allow","enforced":true,"label":{"categories":[],"level":"internal"},"outcome":"kept",' +
        `"policy":"sha256:${'ab'.repeat(32)}"},"id":"${parseEntry(leaf)?.id}","kind":"insertion",` +
        '"model":{"how":"detailedReason","id":"copilot-business","name":"gpt-5"},"target":{"path":"' +
        `${parseEntry(leaf)?.target.path}","range":{"endLine":4,"startLine":2},"text":"${parseEntry(leaf)?.target.text}"},` +
        '"time":"2026-11-18T11:06:40.000Z","tool":{"id":"example.assistant","version":"1.2.3"},"v":1}',
    );
    assert.ok(!leaf.includes('file1') && !leaf.includes('const x1'));
    for (let i = 0; i < 20; i++)
      assert.ok(isEntry(JSON.parse(record(i).leaf.toString())), JSON.stringify(isEntry.errors));
  });

  it('parses exactly what it formats, and no changed byte', () => {
    const { leaf } = record(2);
    const text = leaf.toString();
    assert.equal(canonicalJson(parseEntry(leaf) as Entry), text);
    for (const other of [
      text.replace('{', '{ '),
      `${text}\n`,
      text.replace('"v":1', '"v":2'),
      text.replace('"v":1', '"v":1,"w":1'),
      text.replace('{"decision"', '{"__proto__":{},"decision"'),
      text.replace('kept', 'k\\u0065pt'),
      text.replace('gpt-5', '\\ud800'),
      '[]',
      'null',
      '',
    ]) {
      assert.equal(parseEntry(Buffer.from(other)), undefined, other);
    }
    assert.equal(parseEntry(Buffer.concat([leaf, Buffer.of(0xff)])), undefined);
  });

  it('refuses what is not of the shape or too long, without repeating a value', () => {
    const input = sampleInput(2);
    const named = (id: string) => () => write({ ...input, tool: { id } });
    assert.throws(named(''), {
      code: 'LOG_ENTRY_INVALID',
      message: 'entry/tool/id must NOT have fewer than 1 characters',
    });
    assert.throws(named('hunter2'.repeat(1000)), (error: Error) => !error.message.includes('hunter2'));
    const categories = Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(1000));
    const label = { level: 'internal', categories };
    assert.throws(() => write({ ...input, decision: { ...input.decision, label } }), {
      code: 'LOG_ENTRY_TOO_LARGE',
    });
  });

  it('is written around its commitments as it is written whole, whatever it holds', () => {
    const unit = fc.constantFrom('a', '"', '\\', '\u0000', '\u2028', '\ud800', '\udc00', 'ü', '😀');
    const text = fc.string({ unit, minLength: 1, maxLength: 6 });
    const count = fc.nat(5);
    const request = fc.record({
      upstream: text,
      operation: text,
      channel: text,
      host: text,
      bytes: count,
      micros: count,
      findings: fc.dictionary(text, count, { maxKeys: 3 }),
    });
    const inputs = fc.record(
      {
        kind: fc.constantFrom('insertion', 'decision'),
        tool: fc.record({ id: text, version: text }, { requiredKeys: ['id'] }),
        model: fc.record({ id: text, name: text, how: text }),
        request,
        target: fc.record(
          { path: text, range: fc.record({ startLine: count, endLine: fc.constantFrom(1, 0) }), text },
          { requiredKeys: ['path'] },
        ),
        evidence: fc.record({ kind: fc.constantFrom('hash', 'sealed'), value: text }),
        decision: fc.constant(sampleInput(1).decision),
      },
      { requiredKeys: ['kind', 'tool', 'model', 'target', 'decision'] },
    ) as fc.Arbitrary<EntryInput>;
    const [path, inserted, kept] = ['1', '2', '3'].map((digit) => `commit:sha256:${digit.repeat(64)}` as const);
    const time = '2026-11-18T11:06:40.000Z';
    const id = '01M7ZD9G00NC78BSVHQDRRC2VN';
    const whole = ({ target, evidence, ...rest }: EntryInput) => {
      const committed = {
        path,
        ...(target.range && { range: target.range }),
        ...('text' in target && { text: inserted }),
      };
      const entry = { v: 1, time, id, ...rest, target: committed };
      const full = { ...entry, ...(evidence && { evidence: { kind: evidence.kind, commitment: kept } }) };
      return isEntry(full) ? canonicalJson(full) : 'LOG_ENTRY_INVALID';
    };
    const around = (input: EntryInput) => {
      const commitments = [...(input.evidence ? [kept] : []), path, inserted];
      return formatEntryAround(input, time, id).reduce((leaf, piece, i) => `${leaf}${commitments[i - 1]}${piece}`);
    };
    const outcome = (format: () => string) => {
      try {
        return format();
      } catch (error) {
        return (error as LogError).code;
      }
    };
    fc.assert(
      fc.property(inputs, (input) => {
        assert.equal(
          outcome(() => around(input)),
          whole(input),
        );
      }),
      { numRuns: 300 },
    );
    // What was right once is no word for the next.
    const input = sampleInput(1);
    const { policy, ...decision } = input.decision;
    for (const wrong of [
      { ...input, decision: { ...decision, policy: `${policy}0` } },
      { ...input, target: { ...input.target, range: { startLine: 1, endLine: 1.5 } } },
      { ...input, request: {} as NonNullable<EntryInput['request']> },
      { ...input, evidence: { value: 'abc' } as NonNullable<EntryInput['evidence']> },
    ]) {
      around(input);
      assert.throws(() => around(wrong), { code: 'LOG_ENTRY_INVALID' });
    }
    assert.throws(() => formatEntryAround(input, '+010000-01-01T00:00:00.000Z', id), { code: 'LOG_ENTRY_INVALID' });
  });

  it('survives any text from a hostile tool', () => {
    const input = sampleInput(2);
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    const broken = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 8 });
    const anyText = fc.oneof(
      text,
      broken.map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anyText, (id) => {
        const leaf = write({ ...input, tool: { id } });
        assert.equal(parseEntry(leaf)?.tool.id, Buffer.from(id).toString());
      }),
      { seed: 1 },
    );
  });
});

describe('opening', function () {
  this.timeout(30_000);
  it('gives back salts and value, and opens the commitment', () => {
    const salt = Buffer.alloc(16, 7);
    const opening = { index: 3, path: { salt, value: 'a/"b"\u2028\\.ts' }, text: { salt } };
    assert.deepEqual(parseOpening(formatOpening(opening)), opening);
    assert.deepEqual(parseOpening('{"index":3}'), { index: 3 });
    assert.equal(parseOpening('{"index": 3}'), undefined);
    // Computed with: (printf '\7%.0s' {1..16}; printf abc) | sha256sum
    assert.equal(commit(salt, 'abc'), 'commit:sha256:2f43e68bf3b18c907755ad0d7017a9bb59b3a6de1af606bccdcc9113af8ed262');
  });
});

describe('tile', function () {
  this.timeout(30_000);
  it('encodes numbers and widths as C2SP tlog-tiles does', () => {
    const path = 'tile/0/x001/x234/067';
    assert.equal(formatTilePath({ level: 0, n: 1234067, width: 256 }), path);
    assert.equal(formatTilePath({ level: 'entries', n: 5, width: 7 }), 'tile/entries/005.p/7');
    assert.deepEqual(parseTilePath(path), { level: 0, n: 1234067, width: 256 });
    for (const bad of [
      'tile/0/1',
      'tile/00/001',
      'tile/0/x000/001',
      'tile/0/001.p/0',
      'tile/0/001.p/256',
      'tile/0/001.p/07',
    ]) {
      assert.equal(parseTilePath(bad), undefined, bad);
    }
  });

  it("has the partial tiles of the specification's example of 70,000 entries", () => {
    assert.deepEqual(partialPositions(70_000).map(formatTilePath), [
      'tile/entries/273.p/112',
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    assert.deepEqual(partialPositions(256).map(formatTilePath), ['tile/1/000.p/1']);
  });

  it('gives back the entries of a bundle and says where it is cut', () => {
    const entries = ['a', '', 'x'.repeat(65_535)].map((text) => Buffer.from(text));
    const bytes = formatBundle(entries);
    assert.deepEqual(parseBundle(bytes), { entries, offsets: [0, 3, 5] });
    assert.equal(parseBundle(bytes.subarray(0, 4)).rest, 3);
    assert.equal(parseBundle(bytes.subarray(0, -1)).rest, 5);
  });
});

describe('checkpoint', function () {
  this.timeout(30_000);
  it("parses the specification's example text, and no other form of it", () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const checkpoint = parseCheckpoint(text);
    assert.deepEqual([checkpoint?.origin, checkpoint?.size], ['example.com/behind-the-sofa', 20852163]);
    assert.equal(checkpoint && formatCheckpoint(checkpoint), text);
    const others = [
      text.slice(0, -1),
      `${text}\n`,
      text.replace('\n2', '\n02'),
      text.replace('I=', 'J='),
      text.replace('/', ' '),
    ];
    for (const other of others) assert.equal(parseCheckpoint(other), undefined, other);
  });
});
