/**
 * Measures what the egress guard, and who reads models' answers, cost requests that don't go to a model: the time of
 * many with and without them.
 *
 * `npx tsx test/bench/egress.ts [requests] [rounds]`; real requests over loopback by node:http and `fetch`. Server and
 * clients are processes of their own, as one process is compiled otherwise than the next: each round has new ones. In a
 * round the clients take turns in short slices and in any order, so that all meet the machine in every pace of it. A
 * second client without a guard shows how much of a difference is chance. `work` is a client's own processor time, which
 * the rest of the machine moves less than the clock. A profile of one more client says how much of its work is ours.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { type Profiler, Session } from 'node:inspector';
import { Answers } from '../../client/agents/answers';
import { installEgressGuard } from '../../client/egress/guard';
import { createTargets } from '../../client/egress/targets';

const atOnce = 8;
/** Requests of one client before it is the other's turn. */
const slice = 200;
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

const kinds = ['bare', 'again', 'guarded'] as const;
type Kind = (typeof kinds)[number];

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

/** The client's process: for each message it makes so many requests and answers with what they cost. */
function runClient(name: string, url: string, isGuarded: boolean): void {
  if (isGuarded) install();
  const way = findWay(name);
  process.on('message', async (count: number) => process.send?.(await measure(count, way, url)));
  process.send?.('ready');
}

function findWay(name: string): Way {
  return ways.find((each) => each.name === name)!;
}

/** Returns how much of the work of so many guarded requests is done by the guard and what it calls, from 0 to 1. */
async function profile(way: Way, url: string, count: number): Promise<number> {
  install();
  await measure(count, way, url);
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  await measure(count, way, url);
  return new Promise((resolve) => {
    session.post('Profiler.stop', (_error, { profile }) => resolve(shareOf(profile)));
  });
}

function shareOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const selves = new Map<number, number>();
  for (const [i, id] of samples.entries()) selves.set(id, (selves.get(id) ?? 0) + timeDeltas[i]!);
  let all = 0;
  let ours = 0;
  const add = (node: Profiler.ProfileNode, isCalledByUs: boolean): void => {
    const { functionName, url } = node.callFrame;
    // Where the guard hands a request on, its own work ends.
    const isOurs = /\/client\/(?:egress|agents)\//.test(url) || (isCalledByUs && !handsOn.test(functionName));
    const self = functionName === '(idle)' ? 0 : (selves.get(node.id) ?? 0);
    all += self;
    if (isOurs) ours += self;
    for (const child of node.children ?? []) add(byId.get(child)!, isOurs);
  };
  add(nodes[0]!, false);
  return ours / all;
}

const handsOn = /^(?:end|write|flushHeaders|fetch)/;

async function start(...args: readonly string[]): Promise<{ child: ChildProcess; message: unknown }> {
  const child = fork(__filename, args, { execArgv: process.execArgv });
  const [message] = await once(child, 'message');
  return { child, message };
}

/** Returns what so many requests cost a client of each kind, after as many that only warm it up. */
async function compare(name: string, url: string, count: number): Promise<Record<Kind, Cost>> {
  const clients: [kind: Kind, child: ChildProcess][] = [];
  for (const kind of kinds) clients.push([kind, (await start('client', name, url, kind)).child]);
  const costs = Object.fromEntries(kinds.map((kind) => [kind, { wall: 0, work: 0 }])) as Record<Kind, Cost>;
  for (let made = -count; made < count; made += slice) {
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
  const server = await start('serve');
  const url = `http://127.0.0.1:${(server.message as { port: number }).port}/api/events`;
  for (const { name } of ways) {
    const costs: Record<Kind, Cost>[] = [];
    for (let round = 0; round < rounds; round++) costs.push(await compare(name, url, count));
    for (const measured of ['work', 'wall'] as const) {
      const times = (kind: Kind) => {
        const ratios = costs.map((each) => (2 * each[kind][measured]) / (each.bare[measured] + each.again[measured]));
        return `${mean(ratios).toFixed(3)} (standard error ${errorOf(ratios).toFixed(3)})`;
      };
      const micros = mean(costs.map(({ bare }) => (bare[measured] / count) * 1000));
      console.log(
        `${name}, ${measured}: ${micros.toFixed(0)} us a request; guarded ${times('guarded')} times that, without again ${times('again')}`,
      );
    }
    const profiled = await start('profile', name, url, String(count * 5));
    console.log(`${name}: ${(Number(profiled.message) * 100).toFixed(2)} % of its work is the guard's`);
  }
  server.child.kill();
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns the standard error of the mean. */
function errorOf(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

const [task, name = '', url = '', kind] = process.argv.slice(2);
if (task === 'serve') serve();
else if (task === 'client') runClient(name, url, kind === 'guarded');
else if (task === 'profile') {
  void profile(findWay(name), url, Number(kind)).then((share) => process.send?.(share, () => process.exit()));
} else void main(Number(task ?? 2000), Number(name || 25));
