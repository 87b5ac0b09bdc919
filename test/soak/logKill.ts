/**
 * Kills a writing process at some moment and sees that every entry it acknowledged is in the log, and that it verifies.
 *
 * Run as a program with the number of kills.
 */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogFiles } from '../../server/host/logFiles';
import { openLog } from '../../server/provenance/log';
import type { LogProblem } from '../../server/provenance/logError';
import { readEntries } from '../../server/provenance/readEntries';
import { verifyLog } from '../../server/provenance/verifyLog';

export interface KillOutcome {
  readonly acknowledged: number;
  readonly size: number;
  /** Acknowledged entries, `index id`, that are not in the log. */
  readonly lost: readonly string[];
  readonly problems: readonly LogProblem[];
}

/** Starts a writer and kills it once it has acknowledged `killAfter` entries. */
export async function killWriter(plan: { appends: number; callers: number; killAfter: number }): Promise<KillOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-kill-'));
  try {
    const acknowledged = await runUntilKilled(folder, plan);
    const files = createLogFiles(folder);
    const log = await openLog(files, { clock: Date.now, random: randomBytes });
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

async function runUntilKilled(
  folder: string,
  plan: { appends: number; callers: number; killAfter: number },
): Promise<string[]> {
  const script = join(__dirname, 'logKillWriter.ts');
  const args = ['--require', 'tsx/cjs', script, folder, String(plan.appends), String(plan.callers)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (output.split('\n').length > plan.killAfter) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  return output.split('\n').slice(0, -1);
}

async function main(kills: number): Promise<void> {
  let acknowledged = 0;
  for (let i = 0; i < kills; i++) {
    const killAfter = randomBytes(4).readUInt32BE() % 990;
    const outcome = await killWriter({ appends: 1000, callers: 8, killAfter });
    acknowledged += outcome.acknowledged;
    if (outcome.lost.length === 0 && outcome.problems.length === 0) continue;
    console.log(`killed after ${killAfter}: ${JSON.stringify(outcome)}`);
    process.exitCode = 1;
  }
  console.log(`${kills} kills, ${acknowledged} acknowledged entries, ${process.exitCode ? 'some lost' : 'none lost'}`);
}

if (require.main === module) main(Number(process.argv[2] ?? 50));
