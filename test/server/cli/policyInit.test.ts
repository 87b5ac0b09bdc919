/** `policy init`: real folders looked at, few questions, a file that holds and nothing overwritten. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, createBench, createCapture, fakeKey, type Outcome } from './testHost';

const people = 'jane.roe@northwind-traders.com\njohn.doe@northwind-traders.com\nmax.power@northwind-traders.com\n';

describe('portcullis policy init', function () {
  this.timeout(30_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('src/app.ts', 'export const one = 1;\n');
    bench.write('services/payments/card.ts', 'export const two = 2;\n');
    bench.write('CLAUDE.md', '# How to work here\n');
    bench.write('crm/a.txt', people);
    bench.write('crm/b.txt', people);
    bench.write('.env', `AWS_ACCESS_KEY_ID=${fakeKey}\n`);
  });
  afterEach(() => bench.remove());

  const read = (path = 'policy.yaml') => readFileSync(join(bench.folder, path), 'utf8');

  /** Runs it as on a terminal where somebody types the lines. */
  async function answer(...lines: string[]): Promise<Outcome & { asked: string[] }> {
    const typed = (async function* () {
      for (const line of lines) yield `${line}\n`;
    })();
    const stdout = createCapture(true);
    const stdin = Object.assign(typed, { isTTY: true });
    const { code, stderr } = await bench.run(['policy', 'init'], { stdin, stdout });
    return { code, stderr, stdout: stdout.text(), asked: stderr.match(/[^?]+\? (?:\([^)]*\) )?\[[^\]]*\] /g) ?? [] };
  }

  it('writes a policy that checks, holds and is tested to the last entry', async () => {
    const { code, stdout, stderr } = await bench.run(['policy', 'init']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^policy\.yaml: \d+ rules and \d+ tests from 6 files, in observe mode$/m);
    assert.match(stdout, /^ {2}payments: 1 file, for example services\/payments\/card\.ts$/m);
    assert.match(stdout, /^ {2}personal-data-folders: 2 files, for example crm\/a\.txt$/m);
    assert.match(stdout, /^ {2}secrets: seen in 1 of 6 files looked at$/m);
    assert.match(stdout, /^ {2}policies\/packs\/pci-dss\.yaml, for services\/payments\/card\.ts$/m);
    assert.equal((await bench.run(['policy', 'check', 'policy.yaml'])).stdout, 'policy.yaml: ok\n');
    const tested = await bench.run(['policy', 'test', '--min-coverage', '100', 'policy.yaml']);
    assert.equal(tested.code, 0, tested.stdout);
    assert.match(tested.stdout, /^ok {5}services\/payments\/card\.ts does not go to claude \(inline\)$/m);
    assert.ok(!(read() + stdout).includes(fakeKey));
  });

  it('says what to run next, in words a shell takes as they are meant', async () => {
    bench.write("it's/$(touch x)/payments/`a`.ts", '');
    const { stdout } = await bench.run(['policy', 'init', '--output', 'my policy.yaml']);
    assert.match(stdout, /^ {2}portcullis policy check 'my policy\.yaml'$/m);
    assert.match(
      stdout,
      /^ {2}portcullis policy explain --policy 'my policy\.yaml' --path src\/app\.ts --model claude/m,
    );
  });

  it('overwrites nothing unless told to', async () => {
    bench.write('policy.yaml', 'mine');
    const { code, stderr } = await bench.run(['policy', 'init']);
    assert.equal(code, 2);
    assert.match(stderr, /'policy\.yaml' is there already\n.*--force/);
    assert.equal(read(), 'mine');
    assert.equal((await bench.run(['policy', 'init', '--force'])).code, 0);
    assert.match(read(), /^apiVersion: portcullis\/v1$/m);
    assert.deepEqual(
      readdirSync(bench.folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('looks at another folder and writes to stdout', async () => {
    const { code, stdout, stderr } = await bench.run(['policy', 'init', '--root', 'services', '--output', '-']);
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}name: "services"$/m);
    assert.match(stdout, /# now payments\/card\.ts/);
    assert.match(stderr, /^the policy: \d+ rules/);
    assert.doesNotMatch(stderr, /next:|portcullis policy/);
    assert.ok(!existsSync(join(bench.folder, 'policy.yaml')));
  });

  it('asks nothing where nobody sits, or with --yes', async () => {
    const stdin = Object.assign((async function* () {})(), { isTTY: true });
    const changes = { stdin, stdout: createCapture(true) };
    const { stderr } = await bench.run(['policy', 'init', '--yes'], changes);
    assert.equal(stderr, '');
    assert.match(read(), /- id: claude$/m);
  });

  it('asks only what the files can’t tell, and takes the defaults where nothing is said', async () => {
    const { code, asked } = await answer('', '');
    assert.equal(code, 0);
    assert.equal(asked.length, 2);
    assert.match(asked[0] ?? '', /Which assistants .*\[claude\]/);
    assert.match(read(), /- id: claude$/m);
  });

  it('writes nothing where the input ends before the last question', async () => {
    const { code, stderr, stdout } = await answer('');
    assert.match(stderr, /\nportcullis: error: the input ended before the last question.*\n.*'--yes'\n$/);
    assert.deepEqual([code, stdout], [2, '']);
    assert.ok(!existsSync(join(bench.folder, 'policy.yaml')));
  });

  it('ends at an interrupt while it waits for an answer, and writes nothing', async () => {
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    const stderr = createCapture();
    const write = async (text: string): Promise<void> => {
      await stderr.write(text);
      if (text.includes('Which assistants')) bench.interruption.abort();
    };
    const { code } = await bench.run(['policy', 'init'], {
      stdin: Object.assign(silent, { isTTY: true }),
      stdout: createCapture(true),
      stderr: { isTTY: true, write },
    });
    assert.equal(code, 130);
    assert.doesNotMatch(stderr.text(), /error/);
    assert.ok(!existsSync(join(bench.folder, 'policy.yaml')));
  });

  it('follows the answers', async () => {
    bench.write('LICENSE', 'Permission is hereby granted, free of charge, to any person');
    bench.write('data/a.csv', 'a,b\n');
    const { asked, stderr } = await answer('no', 'skynet', 'copilot ollama', 'n', 'sec@acme.example');
    assert.match(stderr, /'skynet' is none of the known answers: copilot, claude, .*, none$/m);
    assert.deepEqual(
      asked.map((question) => /licence|assistants|data file|exception/.exec(question)?.[0]),
      ['licence', 'assistants', 'assistants', 'data file', 'exception'],
    );
    const text = read();
    assert.match(text, /^ {2}default: internal$/m);
    assert.match(text, /^ {2}owner: "sec@acme\.example"/m);
    assert.deepEqual(text.match(/(?<=^ {2}- id: ).*$/gm), ['copilot', 'copilot-service', 'ollama']);
    assert.doesNotMatch(text, /data-files/);
  });

  it('ends with 2 where there is nothing to look at or no place to write', async () => {
    const missing = await bench.run(['policy', 'init', '--root', 'nowhere']);
    assert.match(missing.stderr, /can't look at 'nowhere': no such file or folder/);
    const file = await bench.run(['policy', 'init', '--root', 'CLAUDE.md']);
    assert.match(file.stderr, /'CLAUDE\.md' is a file/);
    const nowhere = await bench.run(['policy', 'init', '--output', 'none/policy.yaml']);
    assert.match(nowhere.stderr, /can't write 'none\/policy\.yaml': no such file or folder/);
    assert.deepEqual([missing.code, file.code, nowhere.code], [2, 2, 2]);
  });
});
