/** `classify`: labels and reasons, by a policy file and by the service. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ClassifyParams } from '../../../server/lsp/protocol';
import { smallPolicy } from './fixtures';
import { type Bench, createBench, fakeKey } from './testHost';

describe('portcullis classify', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('policy.yaml', smallPolicy);
    bench.write('pay/card.ts', `const key = '${fakeKey}';`);
    bench.write('docs/a.md', '# Title');
    bench.write('docs/logo.png', Buffer.from([1, 0]));
  });
  afterEach(() => bench.remove());

  const classify = (...args: string[]) => bench.run(['classify', '--policy', 'policy.yaml', ...args]);

  it('prints label and reasons', async () => {
    const { code, stdout } = await classify('pay/card.ts');
    assert.equal(
      stdout,
      'pay/card.ts: restricted [pci, secret]\n' +
        '  restricted [pci] by rule payments (by its path)\n' +
        '  restricted [secret] by rule secrets (found in it: secret/aws-access-key)\n',
    );
    assert.equal(code, 0);
  });

  it('takes folders, and binary files by their path', async () => {
    const { stdout } = await classify('--format', 'jsonl', '.');
    const files = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const labels = files.map(({ path, label, binary }) => `${path} ${label.level}${binary ? ' binary' : ''}`);
    const expected = [
      'docs/a.md public',
      'docs/logo.png public binary',
      'pay/card.ts restricted',
      'policy.yaml internal',
    ];
    assert.deepEqual(labels, expected);
  });

  it('fails where a file cannot be read, and classifies the rest', async () => {
    const { code, stdout } = await classify('--format', 'json', 'nope', 'docs/a.md');
    const { files } = JSON.parse(stdout);
    assert.deepEqual(files[1], { path: 'nope', error: 'no such file or folder' });
    assert.deepEqual(files[0].label, { level: 'public', categories: [] });
    assert.equal(code, 2);
  });

  it('takes paths relative to the root', async () => {
    const { stdout } = await classify('--root', 'pay', 'pay/card.ts');
    assert.ok(!stdout.includes('payments'), 'pay/** is not below the root pay');
  });

  it('treats what is too large to inspect as the most sensitive', async () => {
    bench.write('docs/huge.md', Buffer.alloc(64 * 1024 * 1024 + 1, 'a'));
    const { stdout } = await classify('docs/huge.md');
    assert.match(stdout, /^docs\/huge\.md: restricted \[secret\]$/m);
  });

  it('asks the service without --policy, in batches', async () => {
    for (let index = 0; index < 150; index++) bench.write(`many/${String(index).padStart(3, '0')}`, '');
    const asked: ClassifyParams[] = [];
    const refuse = async (): Promise<never> => assert.fail('not asked for');
    const service = {
      ...{ decide: refuse, status: refuse, stop: refuse },
      classify: async (params: ClassifyParams) => {
        asked.push(params);
        const label = { level: 'internal', categories: [] };
        return { files: params.paths.map((path) => ({ path, label, reasons: [] })) };
      },
    };
    const { code, stdout } = await bench.run(['classify', '--format', 'jsonl', 'many'], { service });
    assert.deepEqual(
      asked.map(({ root, paths }) => [root, paths.length]),
      [
        [bench.folder, 100],
        [bench.folder, 50],
      ],
    );
    assert.equal(asked[0]?.paths[0], join(bench.folder, 'many', '000'));
    assert.equal(JSON.parse(stdout.split('\n')[149] as string).path, 'many/149');
    assert.equal(code, 0);
  });
});
