/**
 * Figures of the provenance log: durable appends a second with group commit, the fsync rate they rest on, entries verified
 * a second and core, and a proof in a log of ten million. Run as a program with the number of entries, of concurrent
 * callers, and of entries in the large log.
 */

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createBlockingLogFiles, createLogFiles } from '../../server/host/logFiles';
import { openLog } from '../../server/provenance/log';
import { verifyLog } from '../../server/provenance/verifyLog';
import { sampleInput } from '../server/provenance/sample';
import { writeLargeLog } from './logLarge';

async function main(count: number, callers: number, large: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-bench-'));
  try {
    tell('fsync of 600 appended bytes', `${await rate(2000, () => syncs(join(folder, 'raw'), 2000))}/s`);
    const files = createLogFiles(join(folder, 'log'));
    const options = { clock: Date.now, random: randomBytes, keys: { current: randomBytes(32) } };
    const log = await openLog(files, options);
    const appends = async (n: number, concurrency: number) => {
      let next = 0;
      const caller = async () => {
        while (next < n) await log.append(sampleInput(next++));
      };
      await Promise.all(Array.from({ length: concurrency }, caller));
    };
    tell('appends, one caller', `${await rate(2000, () => appends(2000, 1))}/s`);
    tell(`appends, ${callers} callers`, `${await rate(count, () => appends(count, callers))}/s`);
    await log.close();
    for (const run of ['first', 'again']) {
      const before = process.cpuUsage();
      const verified = await rate(log.size, async () => {
        const { ok, size } = await verifyLog(createBlockingLogFiles(join(folder, 'log')));
        if (!ok || size !== log.size) throw new Error('the log does not verify');
      });
      const { user, system } = process.cpuUsage(before);
      tell(`entries verified, ${run}`, `${verified}/s, ${Math.round((log.size * 1e6) / (user + system))}/s of a core`);
    }
    tell(
      `opening a log of ${log.size}`,
      `${await milliseconds(async () => (await openLog(files, options)).close())} ms`,
    );
    await proveInLarge(join(folder, 'large'), large);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Proofs are made in a process of their own, from the bundled code, so that its memory is theirs. */
async function proveInLarge(folder: string, size: number): Promise<void> {
  await writeLargeLog(folder, size);
  const program = join(folder, 'prove.cjs');
  const source = join(__dirname, 'logProve.ts');
  await build({ entryPoints: [source], bundle: true, platform: 'node', outfile: program, logLevel: 'warning' });
  const { stdout } = spawnSync(process.execPath, [program, folder, String(size)], { encoding: 'utf8' });
  tell(`proofs at ${size} entries`, stdout.trim());
}

async function syncs(path: string, count: number): Promise<void> {
  const file = await open(path, 'w');
  const bytes = Buffer.alloc(600);
  for (let i = 0; i < count; i++) {
    await file.write(bytes, 0, bytes.length, i * bytes.length);
    await file.datasync();
  }
  await file.close();
}

function tell(what: string, figure: string): void {
  console.log(`${what.padEnd(30)}${figure}`);
}

async function rate(count: number, run: () => Promise<void>): Promise<number> {
  return Math.round((count * 1000) / (await milliseconds(run)));
}

async function milliseconds(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return Math.round(performance.now() - start);
}

const [count = 200_000, callers = 1000, large = 10_000_000] = process.argv.slice(2).map(Number);
main(count, callers, large);
