/**
 * What the gateway costs: `npx tsx test/bench/gateway.ts [--no-peer] [--rounds N]`, after `npm run build`.
 *
 * A direct connection, this gateway with the baseline policy's detection, and Portkey's gateway, in turns on one machine:
 * prompts of 1, 32 and 256 KB, one and 32 connections, whole and streamed answers; then conversations, which are sent
 * again with each turn.
 */

import { type Load, type Measured, measure } from './gateway/load';
import { startTargets, type Target } from './gateway/targets';

const roundMs = 400;
/**
 * A gateway runs for days: what it costs before its code is compiled is not what is asked. V8 goes on compiling for some
 * thousand requests; the processor's time for one falls by half or more until then.
 */
const warmUp: readonly (Load & { readonly requests: number })[] = [
  { kilobytes: 1, connections: 8, isStream: false, requests: 4_000 },
  { kilobytes: 1, connections: 16, isStream: true, requests: 1_500 },
  { kilobytes: 32, connections: 8, isStream: false, requests: 1_000 },
];
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 3;

async function main(): Promise<void> {
  const targets = await startTargets(!process.argv.includes('--no-peer'));
  try {
    const loads: Load[] = [1, 32, 256].flatMap((kilobytes) =>
      [1, 32].flatMap((connections) => [false, true].map((isStream) => ({ kilobytes, connections, isStream }))),
    );
    for (const kilobytes of [32, 256]) loads.push({ kilobytes, connections: 1, isStream: false, isConversation: true });
    for (const target of targets.all) {
      for (const { requests, ...load } of warmUp) {
        for (let left = requests; left > 0; ) {
          const { times, failed } = await measure(target, load, roundMs);
          if (times.length === 0) throw new Error(`${target.name} answers nothing (${failed} failed)`);
          left -= times.length;
        }
      }
    }
    console.log(
      'prompt        connections  answer    target       median ms   over direct   requests/s   processor ms',
    );
    for (const load of loads) await compare(targets.all, load);
  } finally {
    targets.stop();
  }
}

/** Measures the targets in turns, so that a machine that slows down slows all of them. */
async function compare(all: readonly Target[], load: Load): Promise<void> {
  const seen = new Map<string, Measured[]>(all.map(({ name }) => [name, []]));
  for (const target of all) await measure(target, load, roundMs / 2);
  for (let round = 0; round < rounds; round++) {
    for (const target of all) seen.get(target.name)?.push(await measure(target, load, roundMs));
  }
  const directMs = medianOf(seen.get('direct') ?? []);
  for (const [name, measured] of seen) {
    const ms = medianOf(measured);
    const failed = measured.reduce((sum, each) => sum + each.failed, 0);
    const rate = median(measured.map(({ perSecond }) => perSecond));
    const processorMs = median(measured.map((each) => each.processorMs));
    console.log(
      [
        `${load.kilobytes} KB${load.isConversation === true ? ' turn' : ''}`.padStart(11),
        String(load.connections).padStart(11),
        (load.isStream ? 'streamed' : 'whole').padStart(10),
        name.padStart(12),
        ms.toFixed(2).padStart(11),
        (name === 'direct' ? '' : `+${(ms - directMs).toFixed(2)}`).padStart(13),
        rate.toFixed(0).padStart(12),
        processorMs.toFixed(2).padStart(13),
        failed === 0 ? '' : `(${failed} failed)`,
      ].join('  '),
    );
  }
}

function medianOf(measured: readonly Measured[]): number {
  return median(measured.flatMap(({ times }) => times));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

void main();
