/** `explain FINDING`: what is told of findings, of what is none, and what never is. */

import assert from 'node:assert/strict';
import { mask } from '../../../server/cli/detectors/mask';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench, fakeKey } from './testHost';

const policy = `apiVersion: portcullis/v1
metadata: { name: p, version: "1" }
levels: [low, high]
detectors:
  - id: acme/number
    title: ACME number
    pattern: 'acme-(?<value>\\d{6,19})'
    keywords: [acme-]
    validate: [luhn]
    entropy: 1
    context: { for: [customer], against: [sample], reach: 20 }
    paths: { unlikely: ['test/**'] }
  - { id: acme/any, title: Any, pattern: 'acme-\\d+', keywords: [acme-], specificity: 10 }
  - { id: other/any, title: Other, pattern: '\\d{6}', keywords: [acme-] }
classify: { rules: [ { id: r, label: { level: high }, detectors: ["acme/*", "other/*"] } ] }
`;

describe('portcullis explain', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('policy.yaml', policy);
  });
  afterEach(() => bench.remove());

  const explain = (...args: string[]) => bench.run(['explain', ...args, '--policy', 'policy.yaml']);
  async function values(...args: string[]) {
    const report = JSON.parse((await explain(...args, '--format', 'json')).stdout);
    assertMatchesSchema('explained', report);
    return report.values as {
      detector: string;
      standing: string;
      fingerprint: string;
      confidence?: string;
      evidence: { what: string; weight: number | null }[];
    }[];
  }

  it('tells what spoke for and against a finding', async () => {
    bench.write('test/a.ts', '\n// sample of a customer: acme-123455\n');
    const { stdout, code } = await explain('test/a.ts:2');
    assert.equal(code, 0);
    assert.match(stdout, /^test\/a\.ts:2:31 acme\/number found, medium confidence \(ACME number\)$/m);
    assert.match(stdout, /^ {2}value <6 characters>, fingerprint k1:[0-9a-f]{32}$/m);
    for (const line of [
      "+       'acme-' leads to it",
      '+       the expression matches',
      '+       the check luhn holds',
      '+       its entropy is 2.25 bits a character, at least 1',
      "+       'customer' stands within 20 characters",
      '-       its path matches test/**, where such values are rarely real',
    ]) {
      assert.ok(stdout.includes(`  ${line}\n`), `${line} in ${stdout}`);
    }
    assert.match(stdout, /acme\/any covered by a more specific finding/);
  });

  it('tells what rules out what is none', async () => {
    bench.write('a.ts', 'acme-123456');
    const [number] = (await values('a.ts:1')).filter(({ detector }) => detector === 'acme/number');
    assert.equal(number?.standing, 'none');
    assert.equal(number?.confidence, undefined);
    assert.deepEqual(
      number?.evidence.filter(({ weight }) => weight === null),
      [{ what: 'the check luhn fails', weight: null }],
    );
  });

  it('takes a column, or a fingerprint with the path, which finds every detector’s view of the value', async () => {
    bench.write('a.ts', 'acme-123455 acme-123463');
    assert.equal((await values('a.ts:1')).filter(({ detector }) => detector === 'other/any').length, 2);
    const there = await values('a.ts:1:6');
    assert.equal(there.filter(({ detector }) => detector === 'other/any').length, 1);
    const fingerprint = there.find(({ detector }) => detector === 'acme/number')?.fingerprint ?? '';
    const same = (await values(fingerprint, 'a.ts')).filter((value) => value.fingerprint === fingerprint);
    assert.deepEqual(same.map(({ detector }) => detector).sort(), ['acme/number', 'other/any']);
  });

  it('gives a value that moves the fingerprint that it had, in scans and here', async () => {
    bench.write('a.ts', 'acme-123455');
    const before = await values('a.ts:1');
    bench.write('b.ts', `${'\n'.repeat(40)}  x = "acme-123455"`);
    const after = await values('b.ts:41');
    assert.deepEqual(
      after.map(({ detector, fingerprint }) => [detector, fingerprint]),
      before.map(({ detector, fingerprint }) => [detector, fingerprint]),
    );
    const scanned = (await bench.run(['scan', '--policy', 'policy.yaml', '--format', 'jsonl', 'b.ts'])).stdout;
    assert.ok(scanned.includes(before.find(({ standing }) => standing === 'found')?.fingerprint ?? 'none'));
  });

  it('never prints a value, and says what a comment quiets', async () => {
    bench.write(
      'a.ts',
      `k = '${fakeKey}' // portcullis:allow secret/* -- made up\nconst password = 'Kd83hf72hDJ2kd0s';\n`,
    );
    const one = await bench.run(['explain', 'a.ts:1']);
    assert.match(one.stdout, /secret\/aws-access-key found, high confidence, suppressed: made up/);
    const two = await bench.run(['explain', 'a.ts:2', '--format', 'json']);
    for (const { stdout, stderr } of [one, two]) {
      assert.ok(!/Z7QHX5|83hf72/.test(`${stdout}${stderr}`), stdout);
    }
  });

  it('says so where there is nothing, or no such place', async () => {
    bench.write('a.ts', 'nothing\n');
    assert.equal((await explain('a.ts:1')).stdout, 'no detector looks closely at anything there\n');
    for (const args of [
      ['a.ts:9'],
      ['a.ts:0'],
      ['a.ts:1:99'],
      ['a.ts'],
      ['missing.ts:1'],
      [`k1:${'0'.repeat(32)}`],
      [`k1:${'0'.repeat(32)}`, 'a.ts'],
      ['a.ts:1', 'a.ts'],
    ]) {
      assert.equal((await explain(...args)).code, 2, args.join(' '));
    }
  });
});

describe('mask', () => {
  it('shows three and two characters at most, and none of short values', () => {
    assert.equal(mask('abcdefghijk'), '<11 characters>');
    assert.equal(mask('abcdefghijkl'), 'ab…<12>…');
    assert.equal(mask('abcdefghijklmnopqrst'), 'abc…<20>…st');
    assert.equal(mask('😀'.repeat(20)), `${'😀'.repeat(3)}…<20>…${'😀'.repeat(2)}`);
    assert.equal(mask('-----BEGIN\nKEY\n-----END'), '---…<23>…ND');
  });
});
