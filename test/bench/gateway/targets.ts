/** What is measured: the upstream by itself, this gateway before it, and Portkey's gateway before it. */

import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse, stringify } from 'yaml';

const root = join(__dirname, '..', '..', '..');
const peer = join(__dirname, 'peer');

export interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the process that answers. */
  readonly pid: number;
}

export interface Targets {
  readonly all: readonly Target[];
  /** Process id of this gateway. */
  readonly gatewayPid: number;
  stop(): void;
}

/** Starts everything; the gateway is the built one, with the baseline policy's detection. */
export async function startTargets(withPeer: boolean): Promise<Targets> {
  const processes: ChildProcess[] = [];
  const upstream = fork(join(__dirname, 'upstream.mjs'), { execArgv: [] });
  processes.push(upstream);
  const [port] = (await once(upstream, 'message')) as [number];
  const direct = `http://127.0.0.1:${port}`;
  const gateway = await startGateway(direct);
  processes.push(gateway.process);
  const all: Target[] = [
    { name: 'direct', url: `${direct}/v1/chat/completions`, headers: {}, pid: upstream.pid ?? 0 },
    {
      name: 'portcullis',
      url: `${gateway.baseUrl}/up/v1/chat/completions`,
      headers: {},
      pid: gateway.process.pid ?? 0,
    },
  ];
  if (withPeer) {
    const other = await startPeer();
    processes.push(other.process);
    const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${direct}/v1` };
    const url = `http://127.0.0.1:${other.port}/v1/chat/completions`;
    all.push({ name: 'portkey', url, headers, pid: other.process.pid ?? 0 });
  }
  return {
    all,
    gatewayPid: gateway.process.pid ?? 0,
    stop() {
      for (const child of processes) child.kill('SIGKILL');
    },
  };
}

async function startGateway(upstream: string): Promise<{ process: ChildProcess; baseUrl: string }> {
  const home = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const policy = parse(readFileSync(join(root, 'policies', 'baseline.yaml'), 'utf8'));
  policy.gateway = { upstreams: { up: { baseUrl: upstream, speaks: 'openai' } } };
  policy.models = [{ id: 'up', match: { endpoints: [upstream] }, clearance: { level: 'internal' } }];
  delete policy.tests;
  policy.flow = policy.flow.filter((rule: { models?: unknown }) => rule.models === undefined);
  const file = join(home, 'policy.yaml');
  writeFileSync(file, stringify(policy));
  const args = [join(root, 'dist', 'cli.js'), 'gateway', '--policy', file, '--port', '0'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PORTCULLIS_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const baseUrl = /http:\S+/.exec(line.toString())?.[0];
  if (baseUrl === undefined) throw new Error(`no gateway: ${line}`);
  return { process: child, baseUrl };
}

async function startPeer(): Promise<{ process: ChildProcess; port: number }> {
  const program = join(peer, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js');
  if (!existsSync(program)) {
    console.log('installing what to compare with (test/bench/gateway/peer)');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
    execFileSync(npm, args, { cwd: peer, stdio: 'ignore' });
  }
  const port = await freePort();
  const child = spawn(process.execPath, [program, `--port=${port}`, '--headless'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'ignore',
  });
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers) return { process: child, port };
    await pause(100);
  }
  throw new Error("Portkey's gateway does not start");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
