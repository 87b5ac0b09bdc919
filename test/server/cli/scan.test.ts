/** `scan`: what it reads, what it says and how it ends. */

import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReportedFinding } from '../../../server/cli/scan/findings';
import { readTextFile } from '../../../server/host/readText';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench, createCapture, fakeKey } from './testHost';

describe('portcullis scan', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  const parse = (stdout: string): ReportedFinding[] =>
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));

  it('prints a finding a line, with a summary aside', async () => {
    bench.write('src/a.ts', `// first\r\nconst key = '${fakeKey}';\n`);
    const { code, stdout, stderr } = await bench.run(['scan', '.']);
    assert.equal(stdout, 'src/a.ts:2:14 secret/aws-access-key high AWS access key id\n');
    assert.equal(stderr, '1 finding in 1 file, 1 file scanned\n');
    assert.equal(code, 1);
  });

  it('ends with 0 where there is nothing to report', async () => {
    bench.write('a.ts', 'const answer = 42;\n');
    assert.deepEqual(await bench.run(['scan', '.']), { code: 0, stdout: '', stderr: 'no findings, 1 file scanned\n' });
  });

  it('prints the contract’s findings as JSON lines, sorted by path, then offset', async () => {
    bench.write('b.ts', `${fakeKey}\n\n ${fakeKey}`);
    bench.write('a/c.ts', `\uFEFFä😀 ${fakeKey}`);
    bench.write('a.ts', fakeKey);
    const { stdout, code } = await bench.run(['scan', '--format', 'jsonl', 'b.ts', '.', 'a']);
    const found = parse(stdout);
    const places = found.map(({ path, line, column, offset }) => `${path}:${line}:${column}@${offset}`);
    assert.deepEqual(places, ['a.ts:1:1@0', 'a/c.ts:1:5@4', 'b.ts:1:1@0', 'b.ts:3:2@23']);
    for (const finding of found) assertMatchesSchema('finding', finding);
    assert.equal(new Set(found.map(({ fingerprint }) => fingerprint)).size, 1, 'equal values, equal fingerprints');
    assert.equal(code, 1);
  });

  it('never prints the value, in any form', async () => {
    bench.write('a.ts', `key = '${fakeKey}'`);
    for (const format of ['text', 'json', 'sarif', 'jsonl']) {
      const { stdout, stderr } = await bench.run(['scan', '--format', format, '.']);
      assert.ok(!`${stdout}${stderr}`.includes(fakeKey.slice(4)), format);
      assert.ok(stdout.includes('aws-access-key'), format);
    }
  });

  it('keeps the key of the fingerprints for the next run', async () => {
    bench.write('a.ts', fakeKey);
    const first = await bench.run(['scan', '--format', 'jsonl', '.']);
    assert.deepEqual(await bench.run(['scan', '--format', 'jsonl', '.']), first);
    assert.equal(readFileSync(join(dirname(bench.folder), 'state', 'fingerprint.key')).length, 32);
  });

  it('prints one JSON object with what was not read', async () => {
    bench.write('a.ts', fakeKey);
    bench.write('image.png', Buffer.from([0x89, 0x50, 0, 0]));
    const { stdout, code } = await bench.run(['scan', '--format', 'json', '.', 'nope']);
    const object = JSON.parse(stdout);
    assert.equal(object.findings.length, 1);
    assertMatchesSchema('finding', object.findings[0]);
    assert.deepEqual(
      { ...object, findings: [] },
      {
        version: 1,
        findings: [],
        binary: ['image.png'],
        errors: [{ path: 'nope', message: 'no such file or folder' }],
        scanned: 1,
        complete: true,
      },
    );
    assert.equal(code, 2);
  });

  it('says what is missing and scans the rest', async () => {
    bench.write('a.ts', fakeKey);
    const { code, stdout, stderr } = await bench.run(['scan', 'nope', 'a.ts']);
    assert.match(stdout, /^a\.ts:1:1 /);
    assert.match(stderr, /^portcullis: error: nope: no such file or folder$/m);
    assert.equal(code, 2);
  });

  it('goes on where a file vanishes during the walk', async () => {
    bench.write('a.ts', fakeKey);
    const lost = bench.write('b.ts', fakeKey);
    const { code, stderr } = await bench.run(['scan', '.'], {
      files: {
        ...bench.files,
        async readText(path, options) {
          if (path === lost) rmSync(lost, { force: true });
          return readTextFile(path, options);
        },
      },
    });
    assert.match(stderr, /^portcullis: warning: b\.ts: no such file or folder$/m);
    assert.equal(code, 1);
  });

  it('reads ignored files that usually hold credentials, and others with --all alone', async () => {
    bench.write('.git/HEAD', '');
    bench.write('.gitignore', '.env*\nlocal.ts\nnode_modules\nsecrets/\n');
    const ignored = [
      '.env',
      '.env.production',
      'local.ts',
      'secrets/server.pem',
      'secrets/notes',
      'node_modules/p/.npmrc',
    ];
    for (const path of ignored) bench.write(path, fakeKey);
    const paths = async (...args: string[]) =>
      parse((await bench.run(['scan', '--format', 'jsonl', ...args])).stdout).map(({ path }) => path);
    assert.deepEqual(await paths('.'), ['.env', '.env.production', 'secrets/server.pem']);
    assert.deepEqual(await paths('--all', '.'), [...ignored].sort());
    assert.deepEqual(await paths('node_modules/p'), ['node_modules/p/.npmrc']);
    assert.deepEqual(await paths('local.ts'), ['local.ts']);
  });

  it('reads UTF-16 and unknown encodings, and names binary files', async () => {
    bench.write('utf16.txt', Buffer.from(`\uFEFF${fakeKey}`, 'utf16le'));
    bench.write('latin1.txt', Buffer.from(`\xe9 ${fakeKey}`, 'latin1'));
    bench.write('data.bin', Buffer.from(`\0${fakeKey}`));
    const { stdout, stderr } = await bench.run(['scan', '.']);
    assert.deepEqual(
      stdout.split('\n').map((line) => line.split(' ')[0]),
      ['latin1.txt:1:3', 'utf16.txt:1:1', ''],
    );
    assert.match(stderr, /^binary, not read: data\.bin$/m);
  });

  it('does not follow links out of the path, nor round in circles', async () => {
    bench.write('in/a.ts', fakeKey);
    bench.write('out/b.ts', fakeKey);
    symlinkSync('..', join(bench.folder, 'in', 'up'), 'dir');
    symlinkSync('../out', join(bench.folder, 'in', 'away'), 'dir');
    const { stdout, stderr } = await bench.run(['scan', 'in']);
    assert.equal(stdout.split('\n').length, 2);
    assert.match(stderr, /2 links not followed/);
  });

  it('scans stdin under a name', async () => {
    const { code, stdout } = await bench.run(['scan', '-', '--stdin-filename', 'draft.ts'], { input: `x ${fakeKey}` });
    assert.match(stdout, /^draft\.ts:1:3 secret\/aws-access-key /);
    assert.equal(code, 1);
    assert.equal((await bench.run(['scan', '-', '.'])).code, 2);
  });

  it('leaves out weaker findings', async () => {
    bench.write('a.ts', `${fakeKey}\nmail: jane.roe@corp-mail.com\n`);
    const all = parse((await bench.run(['scan', '--format', 'jsonl', '.'])).stdout);
    assert.ok(all.some(({ confidence }) => confidence !== 'high'));
    const high = parse((await bench.run(['scan', '--format', 'jsonl', '--min-confidence', 'high', '.'])).stdout);
    assert.deepEqual(
      high.map(({ detector }) => detector),
      ['secret/aws-access-key'],
    );
  });

  it('uses the detectors alone that the policy names', async () => {
    bench.write('a.ts', `${fakeKey}\nmail: jane.roe@corp-mail.com\n`);
    bench.write('policy.yaml', policy('detectors: ["pii/*"]'));
    const { stdout } = await bench.run(['scan', '--policy', 'policy.yaml', '--format', 'jsonl', 'a.ts']);
    assert.deepEqual(
      parse(stdout).map(({ detector }) => detector),
      ['pii/email'],
    );
  });

  it('scans for what lower layers name as well', async () => {
    bench.write('policy.yaml', policy('detectors: ["pii/*"]'));
    bench.write(
      'team.yaml',
      'apiVersion: portcullis/v1\nmetadata: { name: team, version: "1" }\nclassify:\n  rules:\n    - { id: s, label: { level: high }, detectors: ["secret/*"] }\n',
    );
    bench.write('a.ts', `owner jane.roe@northwind-traders.com\nkey = ${fakeKey}`);
    const args = ['--policy', 'policy.yaml', '--layer', 'team.yaml', '--format', 'jsonl', 'a.ts'];
    const { stdout } = await bench.run(['scan', ...args]);
    assert.deepEqual(
      parse(stdout).map(({ detector }) => String(detector).split('/')[0]),
      ['pii', 'secret'],
    );
  });

  it('scans 50 MB and names what is larger than its limit', async () => {
    const line = `${'const value = compute(other, things);'.padEnd(99)}\n`;
    bench.write('big.ts', `${line.repeat(500_000)}${fakeKey}`);
    bench.write('huge.ts', Buffer.alloc(64 * 1024 * 1024 + 1, 'a'));
    const { code, stdout, stderr } = await bench.run(['scan', '.']);
    assert.match(stdout, /^big\.ts:500001:1 secret\/aws-access-key /);
    assert.match(stderr, /^portcullis: error: huge\.ts: too large to scan/m);
    assert.equal(code, 2);
  });

  it('closes its output properly where it is interrupted', async () => {
    for (const name of ['a.ts', 'b.ts', 'c.ts']) bench.write(name, fakeKey);
    const stdout = createCapture();
    const interrupting = {
      isTTY: false,
      write: async (text: string) => {
        await stdout.write(text);
        if (text.includes('a.ts')) bench.interruption.abort();
      },
    };
    const { code } = await bench.run(['scan', '--format', 'json', '.'], { stdout: interrupting });
    const object = JSON.parse(stdout.text());
    assert.equal(object.complete, false);
    assert.equal(object.findings.length, 1);
    assert.equal(code, 130);
  });

  it('shows names that could fake output escaped', async () => {
    bench.write('a\u001b[2K\nfake.ts:1:1 ok', fakeKey);
    const { stdout } = await bench.run(['scan', '.']);
    assert.match(stdout, /^a\\u\{1b\}\[2K\\u\{a\}fake\.ts:1:1 ok:1:1 secret/);
  });

  it('colours and shows progress on a terminal alone, and no colours with NO_COLOR', async () => {
    bench.write('a.ts', fakeKey);
    let time = 0;
    const terminal = async (env: Record<string, string>) => {
      const [stdout, stderr] = [createCapture(true), createCapture(true)];
      await bench.run(['scan', '.'], { stdout, stderr, env, now: () => new Date(++time * 1000) });
      return { stdout: stdout.text(), stderr: stderr.text() };
    };
    assert.ok((await terminal({})).stdout.includes('\u001b[1ma.ts'));
    assert.ok(!(await terminal({ NO_COLOR: '1' })).stdout.includes('\u001b'));
    assert.ok((await terminal({})).stderr.includes('1 file scanned …'));
  });
});

const policy = (rule: string): string =>
  `apiVersion: portcullis/v1\nmetadata: { name: p, version: "1" }\nlevels: [low, high]\n` +
  `classify: { rules: [ { id: r, label: { level: high }, ${rule} } ] }\n`;
