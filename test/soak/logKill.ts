/**
 * Kills a writing process at some moment, and kills what goes on with its log, and sees that every entry that was
 * acknowledged is in the log, that the log always opens, and that it verifies. The writers' disk is slow and at times full.
 *
 * Run as a program with the number of kills.
 */

import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createLogFiles } from '../../server/host/logFiles';
import { openLog } from '../../server/provenance/log';
import type { LogProblem } from '../../server/provenance/logError';
import { readEntries } from '../../server/provenance/readEntries';
import { verifyLog } from '../../server/provenance/verifyLog';
import { earlierKeys } from '../server/provenance/sample';

export interface KillPlan {
  readonly appends: number;
  readonly callers: number;
  /** How many acknowledged entries each of the writers lives to see, one after another on the same log. */
  readonly killAfter: readonly number[];
  /** Of how many operations one finds the disk full, 0 for none; and each fsync takes up to 3 ms longer. */
  readonly fullEvery: number;
}

export interface KillOutcome {
  readonly acknowledged: number;
  readonly size: number;
  /** Acknowledged entries, `index id`, that are not in the log. */
  readonly lost: readonly string[];
  readonly problems: readonly LogProblem[];
}

/** Starts writer after writer and kills each; then opens the log and looks at what is in it. */
export function killWriters(plan: KillPlan): Promise<KillOutcome> {
  return withWriter((program) => killProgram(program, plan));
}

async function killProgram(program: string, plan: KillPlan): Promise<KillOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-kill-'));
  try {
    const acknowledged: string[] = [];
    for (const killAfter of plan.killAfter)
      acknowledged.push(...(await runUntilKilled(program, folder, plan, killAfter)));
    const files = createLogFiles(join(folder, 'log'));
    const log = await openLog(files, { clock: Date.now, random: randomBytes, keys: earlierKeys });
    await log.close();
    const present = new Set<string>();
    for await (const { index, entry } of readEntries(files)) present.add(`${index} ${entry.id}`);
    const { problems } = await verifyLog(files);
    const lost = acknowledged.filter((line) => !present.has(line));
    return { acknowledged: acknowledged.length, size: log.size, lost, problems };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Hands out the writer as a bundled program, which starts in a fraction of the time that compiling takes. */
async function withWriter<T>(use: (program: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-kill-'));
  try {
    const outfile = join(folder, 'writer.cjs');
    const entry = join(__dirname, 'logKillWriter.ts');
    await build({ entryPoints: [entry], bundle: true, platform: 'node', outfile, logLevel: 'warning' });
    return await use(outfile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runUntilKilled(program: string, folder: string, plan: KillPlan, killAfter: number): Promise<string[]> {
  const args = [program, join(folder, 'log'), ...[plan.appends, plan.callers, plan.fullEvery].map(String)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    lines += chunk.split('\n').length - 1;
    if (lines >= killAfter) child.kill('SIGKILL');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== null && code !== 0) throw new Error(`the writer ended by itself with ${code}`);
  return output.split('\n').slice(0, -1);
}

async function main(kills: number): Promise<void> {
  const perLog = 10;
  let acknowledged = 0;
  let killed = 0;
  const killLogs = async (program: string) => {
    while (killed < kills) {
      const killAfter = Array.from({ length: Math.min(perLog, kills - killed) }, () => randomInt(990));
      killed += killAfter.length;
      const outcome = await killProgram(program, { appends: 1000, callers: 8, killAfter, fullEvery: 40 });
      acknowledged += outcome.acknowledged;
      if (outcome.lost.length === 0 && outcome.problems.length === 0) continue;
      console.log(`killed after ${killAfter.join(', ')}: ${JSON.stringify(outcome)}`);
      process.exitCode = 1;
    }
  };
  // Two for each core: writers mostly wait for their slow disk.
  const logs = Array.from({ length: 2 * availableParallelism() });
  await withWriter((program) => Promise.all(logs.map(() => killLogs(program))));
  console.log(`${killed} kills, ${acknowledged} acknowledged entries, ${process.exitCode ? 'some lost' : 'none lost'}`);
}

if (require.main === module) main(Number(process.argv[2] ?? 500));
