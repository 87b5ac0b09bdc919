/**
 * What test/bench/egress.ts starts: a server, and clients of it with and without the egress guard and who reads models'
 * answers.
 *
 * `serve` says its address; `client WAY URL KIND` makes as many requests as each message says and answers with their cost.
 */

import http from 'node:http';
import { Answers } from '../../client/agents/answers';
import { installEgressGuard } from '../../client/egress/guard';
import { Targets } from '../../client/egress/targets';

/** What requests cost, in milliseconds: on the clock, and of the process' own work. */
export interface Cost {
  readonly wall: number;
  readonly work: number;
}

const atOnce = 8;
const body = JSON.stringify({ event: 'x'.repeat(500) });
const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });

type Post = (url: string) => Promise<unknown>;

const postByHttp: Post = (url) =>
  new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent }, (response) => {
      response.resume().once('end', resolve);
    });
    request.once('error', reject);
    request.end(body);
  });

const postByFetch: Post = async (url) => (await fetch(url, { method: 'POST', body })).text();

function serve(): void {
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => response.end('ok'));
  });
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
}

async function measure(count: number, post: Post, url: string): Promise<Cost> {
  const started = performance.now();
  const before = process.cpuUsage();
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await post(url);
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
  const targets = new Targets(registry);
  new Answers(
    (url) => targets.isModelUrl(url),
    () => undefined,
  );
}

function runClient(way: string, url: string, isGuarded: boolean): void {
  if (isGuarded) install();
  const post = way === 'fetch' ? postByFetch : postByHttp;
  process.on('message', async (count: number) => process.send?.(await measure(count, post, url)));
  process.send?.('ready');
}

const [task, way = '', url = '', kind] = process.argv.slice(2);
if (task === 'serve') serve();
else runClient(way, url, kind === 'guarded');
