/**
 * How long the decision point takes with the compiled baseline: `npx tsx test/bench/decide.ts`.
 *
 * Prints medians and 99th percentiles in microseconds over single calls, each on a text of its own.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../server/engine/decide';
import { compilePolicy } from '../../server/engine/policy/compile';
import { parsePolicy } from '../../server/engine/policy/parse';
import type { Content } from '../../server/engine/types';

const calls = 5000;
const warmUp = 5000;
const length = 2048;
const file = join(__dirname, '../../policies/baseline.yaml');
const destination = { channel: 'chat', host: 'api.githubcopilot.com', name: 'gpt-5' } as const;
const now = new Date('2026-11-21T00:00:00Z');

const { policy } = parsePolicy(readFileSync(file, 'utf8'), file);
if (policy === undefined) throw new Error('the baseline has problems');
const compiled = compilePolicy(policy, { digest: 'sha256:0' });
const source = read('server/engine/decide.ts', 'server/lsp/session.ts', 'client/gate/gate.ts', 'docs/policy.md');

function read(...names: readonly string[]): string {
  return names.map((name) => readFileSync(join(__dirname, '../..', name), 'utf8')).join('\n');
}

/** Returns another 2 KB of a text for each number, as it comes off a wire: a string of its own. */
function textOf(index: number, whole = source): string {
  const start = (index * 131) % (whole.length - length);
  return Buffer.from(whole.slice(start, start + length)).toString();
}

function measure(name: string, contentOf: (index: number) => Content): void {
  const contents = Array.from({ length: warmUp + calls }, (_, index) => contentOf(index));
  const times: number[] = [];
  for (const content of contents) {
    const request = { contents: [content], destination };
    const started = process.hrtime.bigint();
    decide(compiled, request, now);
    times.push(Number(process.hrtime.bigint() - started) / 1000);
  }
  const sorted = times.slice(warmUp).sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] as number).toFixed(1);
  console.log(`${name.padEnd(48)} median ${at(0.5).padStart(6)} us, p99 ${at(0.99).padStart(6)} us`);
}

measure('a 2 KB text of a path already known', (index) => ({ path: 'src/server.ts', text: textOf(index) }));
measure('a 2 KB text of another path each time', (index) => ({ path: `src/part${index}/a.ts`, text: textOf(index) }));
const policies = read('policies/baseline.yaml', 'policies/packs/pci-dss.yaml');
measure('2 KB of a policy, where most words are keywords', (index) => ({ text: textOf(index, policies) }));
measure('a path already known', () => ({ path: 'src/server.ts' }));
measure('another path each time', (index) => ({ path: `lib/part${index}/a.ts` }));
