/** `scan` with real threads of the program, from source: the same outcome as without, with a policy too. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { type Bench, createBench, fakeKey } from './testHost';

const root = join(__dirname, '..', '..', '..');
const source = ['--import', pathToFileURL(require.resolve('tsx')).href, join(root, 'server', 'cli', 'main.ts')];
const options: BuildOptions = { bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'] };
const policy =
  'apiVersion: portcullis/v1\nmetadata: { name: p, version: "1" }\nlevels: [low, high]\n' +
  'detectors: [ { id: acme/number, pattern: "ACME-\\\\d{6}", keywords: [acme-] } ]\n' +
  'classify: { rules: [ { id: r, label: { level: high }, detectors: ["acme/*"] } ] }\n';

describe('portcullis scan by threads', function () {
  this.timeout(60_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    for (let index = 0; index < 260; index++) {
      const held = `ACME-123456 and ${fakeKey} // portcullis:allow acme/* -- a test\n${fakeKey}`;
      bench.write(`src/f${index}.ts`, `const a = 1;\n${index % 20 === 0 ? held : ''}`);
    }
  });
  afterEach(() => bench.remove());

  async function run(program: readonly string[], ...args: string[]) {
    const env = { ...process.env, PORTCULLIS_HOME: join(bench.folder, '.state') };
    const child = spawn(process.execPath, [...program, ...args], { cwd: bench.folder, env });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (text.stdout += chunk));
    child.stderr.on('data', (chunk) => (text.stderr += chunk));
    const [code] = await once(child, 'close');
    const { findings } = JSON.parse(text.stdout) as { findings: { path: string; detector: string }[] };
    return { code, stderr: text.stderr, places: findings.map(({ path, detector }) => `${path} ${detector}`) };
  }

  it('finds what a policy’s own detectors find, from source', async () => {
    bench.write('policy.yaml', policy);
    const args = ['scan', '--format', 'json', '--policy', 'policy.yaml', '--no-suppressions', 'src'];
    const alone = JSON.parse((await bench.run(args)).stdout).findings as { path: string }[];
    const { code, stderr, places } = await run(source, ...args, '--jobs', '2');
    assert.deepEqual([stderr, code], ['', 1]);
    assert.deepEqual(
      places,
      alone.map(({ path }) => `${path} acme/number`),
    );
    assert.equal(places.length, 13);
  });

  it('finds what the built-in detectors find, bundled', async () => {
    const outfile = join(bench.folder, 'cli.js');
    await build({ ...options, entryPoints: [join(root, 'server', 'cli', 'main.ts')], outfile });
    const { code, stderr, places } = await run([outfile], 'scan', '--format', 'json', '--jobs', '2', 'src');
    const keys = places.filter((place) => place.endsWith('secret/aws-access-key'));
    assert.deepEqual([stderr, code, keys.length], ['', 1, 26]);
  });
});
