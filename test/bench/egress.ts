/**
 * Measures what the egress guard, and who reads models' answers, cost requests that don't go to a model: the time of
 * many with and without them.
 *
 * `npx tsx test/bench/egress.ts [requests] [rounds]`; real requests over loopback by node:http and `fetch`. Server and
 * clients are processes of their own, as one process is compiled otherwise than the next: each round has new ones. In a
 * round the clients take turns in short slices and in any order, so that all meet the machine in every pace of it. A
 * second client without a guard shows how much of a difference is chance. `work` is a client's own processor time, which
 * the rest of the machine moves less than the clock.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Cost } from './egressClient';

const ways = ['node:http', 'fetch'] as const;
const kinds = ['bare', 'again', 'guarded'] as const;
type Kind = (typeof kinds)[number];
/** Requests of one client before it is another's turn. */
const slice = 250;
/** Requests before those that are measured, for the client to get under way. */
const warmUp = 1000;

/** Starts a process, and waits for its first message. */
async function start(program: string, ...args: readonly string[]): Promise<{ child: ChildProcess; message: unknown }> {
  const child = fork(program, args, { execArgv: [] });
  const [message] = await once(child, 'message');
  return { child, message };
}

/** Returns what so many requests cost a client of each kind. */
async function compare(program: string, name: string, url: string, count: number): Promise<Record<Kind, Cost>> {
  const clients: [kind: Kind, child: ChildProcess][] = [];
  for (const kind of kinds) clients.push([kind, (await start(program, 'client', name, url, kind)).child]);
  const costs = Object.fromEntries(kinds.map((kind) => [kind, { wall: 0, work: 0 }])) as Record<Kind, Cost>;
  for (let made = -warmUp; made < count; made += slice) {
    for (const [kind, child] of inAnyOrder(clients)) {
      child.send(slice);
      const [{ wall, work }] = (await once(child, 'message')) as [Cost];
      if (made >= 0) costs[kind] = { wall: costs[kind].wall + wall, work: costs[kind].work + work };
    }
  }
  for (const [, child] of clients) child.kill();
  return costs;
}

function inAnyOrder<T>(values: readonly T[]): readonly T[] {
  const drawn = values.map((value) => ({ value, lot: Math.random() }));
  return drawn.sort((a, b) => a.lot - b.lot).map(({ value }) => value);
}

async function main(count: number, rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-bench-'));
  const program = join(folder, 'egress.cjs');
  const source = join(__dirname, 'egressClient.ts');
  await build({ entryPoints: [source], bundle: true, platform: 'node', outfile: program, logLevel: 'warning' });
  const server = await start(program, 'serve');
  const url = `http://127.0.0.1:${(server.message as { port: number }).port}/api/events`;
  for (const name of ways) {
    const costs: Record<Kind, Cost>[] = [];
    for (let round = 0; round < rounds; round++) costs.push(await compare(program, name, url, count));
    for (const measured of ['work', 'wall'] as const) report(name, measured, count, costs);
  }
  server.child.kill();
  await rm(folder, { recursive: true });
}

function report(name: string, measured: keyof Cost, count: number, costs: readonly Record<Kind, Cost>[]): void {
  const times = (kind: Kind) => {
    const ratios = costs.map((each) => (2 * each[kind][measured]) / (each.bare[measured] + each.again[measured]));
    return `${mean(ratios).toFixed(3)} (standard error ${errorOf(ratios).toFixed(3)})`;
  };
  const micros = mean(costs.map(({ bare }) => (bare[measured] / count) * 1000));
  console.log(
    `${name}, ${measured}: ${micros.toFixed(0)} us a request; guarded ${times('guarded')} times that, without again ${times('again')}`,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns the standard error of the mean. */
function errorOf(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

const [requests = '10000', rounds = '10'] = process.argv.slice(2);
void main(Number(requests), Number(rounds));
