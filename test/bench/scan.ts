/**
 * Measures the scanner beside its peers over real sources: megabytes a second, a 10 KB file, a keystroke in 10,000 lines,
 * the start of a fresh process, twice as many detectors.
 *
 * Run with `npx tsx test/bench/scan.ts [--megabytes N] [--no-peers] [folder]`.
 */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';
import { findKeywords } from '../../server/engine/detect/kernel/kernel';
import { buildSearchIndex } from '../../server/engine/detect/kernel/searchIndex';
import type { Detector, Scanner } from '../../server/engine/detect/types';
import { installPeers, timeGitleaks, timeSecretlint } from './peers';
import { collectSources, fastest, quantile } from './sources';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { megabytes: { type: 'string', default: '50' }, 'no-peers': { type: 'boolean', default: false } },
});
const sources = collectSources(positionals[0] ?? 'node_modules', Number(options.megabytes) * 1e6);
const size = sources.reduce((sum, { text }) => sum + text.length, 0);
const compile = (detectors: readonly Detector[]): Scanner => compileDetectors(detectors, { vet: false }).scanner;
const scanner = compile(builtinDetectors);
const scanAll = (by: Scanner) => () => {
  for (const { path, text } of sources) by.scan(text, path);
};

void main();

async function main(): Promise<void> {
  console.log(`${builtinDetectors.length} detectors, ${sources.length} files, ${(size / 1e6).toFixed(1)} MB`);
  const ours = fastest(3, scanAll(scanner));
  report('portcullis', ours, ours);
  const index = buildSearchIndex([...new Set(builtinDetectors.flatMap(({ keywords = [] }) => keywords))]);
  const bare = fastest(3, () => {
    for (const { text } of sources) findKeywords([index], text, 0, text.length, () => true);
  });
  report('its keyword search alone', bare, ours);
  const doubled = compile([...builtinDetectors, ...builtinDetectors.map(toTwin)]);
  const more = fastest(3, scanAll(doubled));
  console.log(`with twice as many detectors: ${((more / ours - 1) * 100).toFixed(0)} % slower`);
  if (!options['no-peers']) {
    installPeers();
    report("secretlint's recommended preset", await timeSecretlint(sources), ours);
    report('gitleaks in WebAssembly', timeGitleaks(sources), ours);
  }
  const joined = sources
    .map(({ text }) => text)
    .filter((text) => text.length < 60_000)
    .join('\n');
  measureSmallFile(joined.slice(0, 2_000_000));
  measureKeystrokes(joined);
  measureStart();
}

function report(name: string, ms: number, ours: number): void {
  const share = ms === ours ? '' : `, ${(ms / ours).toFixed(1)} times our time`;
  console.log(`${name}: ${(size / 1000 / ms).toFixed(1)} MB/s${share}`);
}

/** As many detectors again, for words of their own: in other letters, as words read backwards are often parts of others. */
function toTwin(detector: Detector): Detector {
  const { keywords = [], shapes: _, trigger: __, ...rest } = detector;
  const turned = keywords.map(turn).filter((word) => word.trim().length > 2);
  return { ...rest, id: `${detector.id}-twin`, keywords: turned.length > 0 ? turned : [`${detector.id}-twin`] };
}

/** Moves each letter by half the alphabet. */
function turn(word: string): string {
  return word.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));
}

function measureSmallFile(text: string): void {
  const times: number[] = [];
  for (let from = 0; from + 10_000 < text.length; from += 10_000) {
    const small = text.slice(from, from + 10_000);
    times.push(fastest(3, () => scanner.scan(small)));
  }
  const [median, most] = [quantile(times, 0.5), quantile(times, 0.99)].map((ms) => (ms * 1000).toFixed(0));
  console.log(`10 KB of source: ${median} µs median, ${most} µs 99th percentile`);
}

function measureKeystrokes(source: string): void {
  let text = source.split('\n').slice(0, 10_000).join('\n');
  let result = scanner.scan(text);
  const times: number[] = [];
  for (let i = 0; i < 3000; i++) {
    const offset = Math.floor((((i * 7919) % 10_000) / 10_000) * text.length);
    text = `${text.slice(0, offset)}x${text.slice(offset)}`;
    text.charCodeAt(0);
    const from = performance.now();
    result = scanner.rescan(result, text, { offset, removed: 0, inserted: 1 });
    times.push(performance.now() - from);
  }
  console.log(
    `keystroke in 10,000 lines (${text.length} code units): ${quantile(times, 0.5).toFixed(3)} ms median, ${quantile(times, 0.99).toFixed(3)} ms 99th percentile`,
  );
}

/** In fresh processes: from the detectors as bundled data to the first answer. */
function measureStart(): void {
  const script = join(__dirname, 'coldStart.ts');
  const times = Array.from({ length: 7 }, () =>
    Number(execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' })),
  );
  console.log(`cold start, compile and first scan: ${quantile(times, 0.5).toFixed(1)} ms median of ${times.length}`);
}
