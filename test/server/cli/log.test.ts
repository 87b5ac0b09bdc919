/** `log show` and `log verify`, on logs that were really written. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogFiles } from '../../../server/host/logFiles';
import type { EntryInput } from '../../../server/provenance/entry';
import { openLog } from '../../../server/provenance/log';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench } from './testHost';

describe('portcullis log', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  async function fill(count: number): Promise<string> {
    const folder = join(bench.folder, 'log');
    const log = await openLog(createLogFiles(folder), { clock: () => Date.UTC(2026, 10, 21), random: randomBytes });
    await Promise.all(Array.from({ length: count }, (_, index) => log.append(entry(index))));
    await log.close();
    return folder;
  }

  it('is kind about a log that is still empty', async () => {
    const shown = await bench.run(['log', 'show']);
    assert.match(shown.stdout, /^the log is empty/);
    const verified = await bench.run(['log', 'verify']);
    assert.match(verified.stdout, /^ok: the log is empty/);
    assert.deepEqual([shown.code, verified.code], [0, 0]);
    assert.equal((await bench.run(['log', 'show', '--format', 'jsonl'])).stdout, '');
    assert.deepEqual(JSON.parse((await bench.run(['log', 'show', '--format', 'json'])).stdout), {
      version: 1,
      entries: [],
    });
  });

  it('shows a line an entry', async () => {
    await fill(2);
    const { code, stdout } = await bench.run(['log', 'show', '--log', 'log']);
    assert.deepEqual(stdout.split('\n'), [
      '0 2026-11-21T00:00:00.000Z insertion allow kept src/0.ts:1-3 internal by rule default, acme.assistant with m-1',
      '1 2026-11-21T00:00:00.000Z insertion allow kept src/1.ts:1-3 internal by rule default, acme.assistant with m-1',
      '',
    ]);
    assert.equal(code, 0);
  });

  it('shows the newest, in either order', async () => {
    await fill(600);
    const indexes = async (...args: string[]) => {
      const { stdout } = await bench.run(['log', 'show', '--log', 'log', '--format', 'jsonl', ...args]);
      return stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).index);
    };
    const all = Array.from({ length: 600 }, (_, index) => index);
    assert.deepEqual(await indexes(), all);
    assert.deepEqual(await indexes('--reverse'), all.toReversed());
    assert.deepEqual(await indexes('--limit', '2'), [598, 599]);
    assert.deepEqual(await indexes('--limit', '2', '--reverse'), [599, 598]);
    assert.equal((await bench.run(['log', 'show', '--limit', '0'])).code, 2);
  });

  it('prints entries in the contract’s shape, with index and path beside', async () => {
    await fill(1);
    const { stdout } = await bench.run(['log', 'show', '--log', 'log', '--format', 'jsonl']);
    const { index, path, ...leaf } = JSON.parse(stdout);
    assert.deepEqual([index, path], [0, 'src/0.ts']);
    assertMatchesSchema('entry', leaf);
  });

  it('verifies, and says where a log was changed', async () => {
    const folder = await fill(3);
    const good = await bench.run(['log', 'verify', '--log', 'log']);
    assert.match(good.stdout, /^ok: 3 entries, root \S{44}$/m);
    assert.equal(good.code, 0);
    const file = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .find((name) => name.includes('journal') || name.includes('entries')) as string;
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    writeFileSync(file, bytes);
    const bad = await bench.run(['log', 'verify', '--log', 'log']);
    assert.match(bad.stdout, /^\S+ LOG_[A-Z_]+ .+\nFAILED: /m);
    assert.equal(bad.code, 1);
    const report = JSON.parse((await bench.run(['log', 'verify', '--log', 'log', '--format', 'json'])).stdout);
    assert.equal(report.ok, false);
    assert.ok(report.problems[0].file);
  });

  it('ends with 2 where a named folder does not exist', async () => {
    const { code, stderr } = await bench.run(['log', 'verify', '--log', 'none']);
    assert.match(stderr, /can't read the log 'none': no such folder/);
    assert.equal(code, 2);
  });
});

const entry = (index: number): EntryInput => ({
  kind: 'insertion',
  tool: { id: 'acme.assistant', version: '1.0.0' },
  model: { id: 'm', name: 'm-1', how: 'detailedReason' },
  target: { path: `src/${index}.ts`, range: { startLine: 1, endLine: 3 }, text: `text ${index}` },
  decision: {
    effect: 'allow',
    enforced: true,
    policy: `sha256:${'0'.repeat(64)}`,
    label: { level: 'internal', categories: [] },
    outcome: 'kept',
    rule: 'default',
  },
});
