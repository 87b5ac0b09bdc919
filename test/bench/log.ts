/**
 * Figures of the provenance log: durable appends a second with group commit, the fsync rate they rest on, and entries
 * verified a second. Run as a program with the number of entries and of concurrent callers.
 */

import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogFiles } from '../../server/host/logFiles';
import { openLog } from '../../server/provenance/log';
import { verifyLog } from '../../server/provenance/verifyLog';
import { sampleInput } from '../server/provenance/sample';

async function main(count: number, callers: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-bench-'));
  try {
    console.log(`fsync of 600 appended bytes   ${await rate(2000, () => syncs(join(folder, 'raw'), 2000))}/s`);
    const files = createLogFiles(join(folder, 'log'));
    const log = await openLog(files, { clock: Date.now, random: randomBytes });
    const appends = async (n: number, concurrency: number) => {
      let next = 0;
      const caller = async () => {
        while (next < n) await log.append(sampleInput(next++));
      };
      await Promise.all(Array.from({ length: concurrency }, caller));
    };
    console.log(`appends, one caller           ${await rate(2000, () => appends(2000, 1))}/s`);
    console.log(`appends, ${callers} callers`.padEnd(30), `${await rate(count, () => appends(count, callers))}/s`);
    await log.close();
    const verified = await rate(log.size, async () => {
      const { ok, size } = await verifyLog(files);
      if (!ok || size !== log.size) throw new Error('the log does not verify');
    });
    console.log(`entries verified              ${verified}/s`);
    console.log(
      `opening a log of ${log.size}`.padEnd(30),
      `${await milliseconds(async () => {
        await (await openLog(files, { clock: Date.now, random: randomBytes })).close();
      })} ms`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
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

async function rate(count: number, run: () => Promise<void>): Promise<number> {
  return Math.round((count * 1000) / (await milliseconds(run)));
}

async function milliseconds(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return Math.round(performance.now() - start);
}

const [count = 100_000, callers = 1000] = process.argv.slice(2).map(Number);
main(count, callers);
