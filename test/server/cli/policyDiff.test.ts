/** `policy diff`. */

import assert from 'node:assert/strict';
import { smallPolicy } from './fixtures';
import { type Bench, createBench, fakeKey } from './testHost';

const changed = smallPolicy
  .replace('paths: ["docs/**"]', 'paths: ["docs/**", "notes/**"]')
  .replace(
    '{ channels: [chat], categories: [secret], effect: redact }',
    '{ channels: [mcp], levels: [restricted], effect: ask }',
  );

describe('portcullis policy diff', function () {
  this.timeout(30_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('old.yaml', smallPolicy);
    bench.write('new.yaml', changed);
    bench.write('repo/src/a.ts', 'const a = 1;');
    bench.write('repo/notes/todo.md', 'later');
    bench.write('repo/key.ts', `const key = '${fakeKey}';`);
    bench.write('repo/.gitignore', 'out/\n');
    bench.write('repo/out/notes/x.md', 'ignored');
  });
  afterEach(() => bench.remove());
  const run = (...args: readonly string[]) => bench.run(['policy', 'diff', ...args, '--root', 'repo']);

  it('ends with 0 where nothing changes', async () => {
    assert.deepEqual(await run('old.yaml', 'old.yaml'), {
      code: 0,
      stdout: 'no difference (4 files compared)\n',
      stderr: '',
    });
  });

  it('tells what is laxer before what is stricter, and the files', async () => {
    const { code, stdout } = await run('old.yaml', 'new.yaml');
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^LAXER what may flow\n {2}to every model by mcp\n {4}restricted: now asked about, was blocked\n/,
    );
    assert.match(stdout, /\n {4}any level with secret, found in the text: now blocked, was redacted\n/);
    assert.match(stdout, /LAXER files by label\n {2}notes\/todo\.md: internal → public \(default → docs\)\n/);
    assert.match(stdout, /\n {2}to cloudy by chat\n {4}1 file: now blocked, was redacted \(key\.ts\)\n/);
    assert.ok(stdout.indexOf('LAXER') < stdout.indexOf('STRICTER'));
    assert.ok(!stdout.includes('out/notes') && !stdout.includes(fakeKey));
  });

  it('prints everything as JSON', async () => {
    const { code, stdout } = await run('old.yaml', 'new.yaml', '--format', 'json');
    const report = JSON.parse(stdout);
    assert.deepEqual([code, report.version, report.changed, report.complete], [1, 1, true, true]);
    assert.deepEqual([report.old.name, report.new.name], ['small', 'small']);
    assert.deepEqual(report.files.labels, [
      {
        path: 'notes/todo.md',
        before: { level: 'internal', categories: [] },
        after: { level: 'public', categories: [] },
        rules: { before: ['default'], after: ['docs'] },
        direction: 'laxer',
      },
    ]);
    const asked = report.files.flows.filter(({ paths }: { paths: string[] }) => paths.includes('key.ts'));
    assert.deepEqual(
      asked.map(({ models, channels, before, after }: Record<string, unknown>) => ({
        models,
        channels,
        before,
        after,
      })),
      [
        { models: ['cloudy'], channels: ['chat'], before: 'redact', after: 'block' },
        { models: ['cloudy'], channels: ['mcp'], before: 'block', after: 'ask' },
      ],
    );
  });

  it('judges by paths alone, or no files, where that is wanted', async () => {
    const byPath = await run('old.yaml', 'new.yaml', '--no-content');
    assert.ok(byPath.stdout.includes('notes/todo.md') && !byPath.stdout.includes('key.ts'));
    const without = await run('old.yaml', 'new.yaml', '--no-files');
    assert.ok(without.stdout.includes('LAXER what may flow') && !without.stdout.includes('notes/todo.md'));
  });

  it('puts lower layers below both', async () => {
    const team = [
      'apiVersion: portcullis/v1',
      'metadata: { name: team, version: "1", layer: team }',
      'flow: [{ effect: block }]',
    ];
    bench.write('team.yaml', `${team.join('\n')}\n`);
    const { code, stdout } = await run('old.yaml', 'new.yaml', '--layer', 'team.yaml');
    assert.ok(!stdout.includes('now asked about'));
    assert.match(stdout, /notes\/todo\.md/);
    assert.equal(code, 1);
  });

  it('counts an exception only until its end', async () => {
    bench.write('without.yaml', smallPolicy.replace(/exceptions:\n.*\n/, ''));
    const past = await run('without.yaml', 'old.yaml', '--no-files');
    assert.match(past.stdout, /^OTHERWISE the policy itself\n {2}exception EX-1 added \(until .* which is past/);
    const then = await run('without.yaml', 'old.yaml', '--no-files', '--now', '2026-01-01T00:00:00Z');
    assert.match(then.stdout, /to cloudy by every channel[\s\S]*of rule payments: now allowed, was blocked/);
  });

  it('ends with 2 where a policy is broken or a folder is not there', async () => {
    bench.write('broken.yaml', 'apiVersion: portcullis/v2\n');
    assert.equal((await run('old.yaml', 'broken.yaml')).code, 2);
    assert.equal((await bench.run(['policy', 'diff', 'old.yaml', 'new.yaml', '--root', 'none'])).code, 2);
  });

  it('stops where it is interrupted', async () => {
    bench.interruption.abort();
    assert.equal((await run('old.yaml', 'new.yaml')).code, 130);
  });
});
