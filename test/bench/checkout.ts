/**
 * Measures `portcullis scan` over a made checkout of 100,000 files: time with one and two threads, and peak memory.
 *
 * Run with `npx tsx test/bench/checkout.ts [files]`. The tree is the same at every run.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { createMonorepo } from './monorepo';

const files = Number(process.argv[2] ?? 100_000);
const root = join(__dirname, '..', '..');
const top = mkdtempSync(join(tmpdir(), 'portcullis-checkout-'));
const folder = join(top, 'checkout');
const program = join(top, 'cli.js');
const hook = join(top, 'peak.cjs');
const peak = join(top, 'peak');

const withoutExamples: Plugin = {
  name: 'without-examples',
  setup(bundle) {
    bundle.onLoad({ filter: /detectors\.generated\.json$/ }, ({ path }) => {
      const detectors = JSON.parse(readFileSync(path, 'utf8')) as { examples?: unknown }[];
      return { contents: JSON.stringify(detectors.map(({ examples, ...rest }) => rest)), loader: 'json' };
    });
  },
};

main().finally(() => rmSync(top, { recursive: true, force: true }));

async function main(): Promise<void> {
  const bytes = makeCheckout();
  console.log(`${files} files, ${(bytes / 1e6).toFixed(0)} MB`);
  // As packed, without the detectors' examples.
  const plugins = [withoutExamples];
  await build({
    plugins,
    minify: true,
    absWorkingDir: root,
    entryPoints: ['server/cli/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const inMainThread = `require('node:worker_threads').isMainThread`;
  const write = `require('node:fs').writeFileSync(${JSON.stringify(peak)}, JSON.stringify(process.resourceUsage()))`;
  writeFileSync(hook, `if (${inMainThread}) process.on('exit', () => ${write});\n`);

  const [first, one, two] = [scan(2), scan(1), scan(2)];
  // The first run only fills the system's caches.
  void first;
  if (one === undefined || two === undefined) return;
  console.log(
    `one thread: ${one.seconds.toFixed(1)} s (${one.cpu.toFixed(1)} s of CPU), peak ${one.peak.toFixed(0)} MB`,
  );
  console.log(
    `two threads: ${two.seconds.toFixed(1)} s (${two.cpu.toFixed(1)} s of CPU), peak ${two.peak.toFixed(0)} MB`,
  );
  console.log(`${(one.seconds / two.seconds).toFixed(2)} times as fast with two`);
  console.log(one.output === two.output ? 'the same output' : 'DIFFERENT OUTPUT');
}

function scan(jobs: number): { seconds: number; cpu: number; peak: number; output: string } | undefined {
  const started = performance.now();
  const args = ['--require', hook, program, 'scan', '--format', 'jsonl', '--jobs', String(jobs), '.'];
  const env = { ...process.env, PORTCULLIS_HOME: join(top, 'home') };
  const ran = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1e9 });
  if (ran.status !== 0 && ran.status !== 1) {
    console.error(`scan failed with ${ran.status}: ${ran.stderr.slice(0, 2000)}`);
    process.exitCode = 1;
    return undefined;
  }
  const seconds = (performance.now() - started) / 1000;
  const usage = JSON.parse(readFileSync(peak, 'utf8')) as NodeJS.ResourceUsage;
  const cpu = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
  return { seconds, cpu, peak: usage.maxRSS / 1024, output: ran.stdout };
}

/** Fills the folder with source text of this repository, cut into files; returns how many bytes there are. */
function makeCheckout(): number {
  const { paths } = createMonorepo(files, 0);
  const server = join(root, 'server');
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const code = sources
    .sort()
    .map((name) => readFileSync(join(server, name), 'utf8'))
    .join('\n');
  let bytes = 0;
  paths.forEach((path, index) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    const from = (index * 7919) % (code.length - 16_000);
    const text = code.slice(from, from + 500 + ((index * 104_729) % 6000));
    const secret = index % 500 === 0 ? `\nkey = "AKIA${fakeTail(index)}"\n` : '';
    bytes += text.length + secret.length;
    writeFileSync(file, text + secret);
  });
  return bytes;
}

function fakeTail(seed: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let state = seed + 1;
  return Array.from({ length: 16 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return alphabet[state % 32];
  }).join('');
}
