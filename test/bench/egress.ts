/**
 * Measures what the egress guard, and who reads models' answers, cost requests that don't go to a model: the time of many with and without it.
 *
 * `npx tsx test/bench/egress.ts [requests] [rounds]`; real requests over loopback by node:http and `fetch`. Server and
 * clients are processes of their own, each client warmed up; clients with and without alternate. `work` is a client's
 * own processor time, which the rest of the machine moves less than the clock. Of each kind the least round counts, as
 * what else the machine does only adds.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { Answers } from '../../client/agents/answers';
import { installEgressGuard } from '../../client/egress/guard';
import { createTargets } from '../../client/egress/targets';

const atOnce = 8;
const warmUp = 2000;
const body = JSON.stringify({ event: 'x'.repeat(500) });

interface Way {
  readonly name: string;
  post(url: string): Promise<void>;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
const ways: readonly Way[] = [
  {
    name: 'node:http',
    post: (url) =>
      new Promise((resolve, reject) => {
        const request = http.request(url, { method: 'POST', agent }, (response) => {
          response.resume().once('end', resolve);
        });
        request.once('error', reject);
        request.end(body);
      }),
  },
  {
    name: 'fetch',
    async post(url) {
      await (await fetch(url, { method: 'POST', body })).text();
    },
  },
];

function serve(): void {
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => response.end('ok'));
  });
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
}

interface Cost {
  /** Milliseconds on the clock, and of this process' own work. */
  readonly wall: number;
  readonly work: number;
}

async function measure(count: number, way: Way, url: string): Promise<Cost> {
  const started = performance.now();
  const before = process.cpuUsage();
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await way.post(url);
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, work: (user + system) / 1000 };
}

function install(): void {
  const never = (): Promise<never> => Promise.reject(new Error('no request of this measurement goes to a model'));
  const registry = {
    mode: 'enforce',
    hosts: ['*.models.acme.example'],
    endpoints: ['http://127.0.0.1:1/v1'],
    trusted: [],
  } as const;
  installEgressGuard({ ask: never, extensions: () => [], registry });
  const targets = createTargets(() => registry);
  new Answers(
    (url) => targets().isModelUrl(url),
    () => undefined,
  );
}

/** The client's process: answers with what its requests cost. */
async function runClient(name: string, url: string, count: number, isGuarded: boolean): Promise<void> {
  if (isGuarded) install();
  const way = ways.find((each) => each.name === name)!;
  await measure(warmUp, way, url);
  process.send?.(await measure(count, way, url), () => process.exit());
}

async function start(...args: readonly string[]): Promise<{ child: ChildProcess; message: unknown }> {
  const child = fork(__filename, args, { execArgv: process.execArgv });
  const [message] = await once(child, 'message');
  return { child, message };
}

async function main(count: number, rounds: number): Promise<void> {
  const server = await start('serve');
  const url = `http://127.0.0.1:${(server.message as { port: number }).port}/api/events`;
  for (const { name } of ways) {
    const costs: Record<string, Cost[]> = { bare: [], guarded: [] };
    for (let round = 0; round < rounds * 2; round++) {
      // Which of a pair comes first changes, as the machine's pace does.
      const kind = (round + (round >> 1)) % 2 === 1 ? 'guarded' : 'bare';
      const { message } = await start('client', name, url, String(count), kind);
      costs[kind]!.push(message as Cost);
    }
    for (const measured of ['work', 'wall'] as const) {
      const [bare, guarded] = [least(costs['bare']!, measured), least(costs['guarded']!, measured)];
      console.log(
        `${name}, ${measured}: ${count} requests ${bare.toFixed(0)} ms without, ${guarded.toFixed(0)} ms guarded, ratio ${(guarded / bare).toFixed(3)}`,
      );
    }
  }
  server.child.kill();
}

function least(costs: readonly Cost[], measured: keyof Cost): number {
  return Math.min(...costs.map((cost) => cost[measured]));
}

const [task, name = '', url = '', count = '', kind] = process.argv.slice(2);
if (task === 'serve') serve();
else if (task === 'client') void runClient(name, url, Number(count), kind === 'guarded');
else void main(Number(task ?? 10_000), Number(name || 7));
