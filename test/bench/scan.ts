/**
 * Measures the scanner: megabytes a second over installed packages' sources, a 10 KB file, a keystroke in 10,000 lines.
 *
 * Run with `npx tsx test/bench/scan.ts [folder]`.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';

const folder = process.argv[2] ?? 'node_modules';
const started = performance.now();
const { scanner } = compileDetectors(builtinDetectors, { vet: false });
console.log(`compile ${builtinDetectors.length} detectors: ${(performance.now() - started).toFixed(1)} ms`);

const sources = collect(folder, 30_000_000);
const size = sources.reduce((sum, { text }) => sum + text.length, 0);
for (const { text } of sources.slice(0, 300)) scanner.scan(text);
const before = performance.now();
const counts = new Map<string, number>();
for (const { text } of sources) {
  for (const { detector } of scanner.scan(text).findings) counts.set(detector, (counts.get(detector) ?? 0) + 1);
}
const seconds = (performance.now() - before) / 1000;
console.log(`${sources.length} files, ${(size / 1e6).toFixed(1)} MB: ${(size / 1e6 / seconds).toFixed(0)} MB/s`);
for (const [detector, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`  ${detector}: ${count}`);

const joined = sources.map(({ text }) => text).filter((text) => text.length < 60_000);
const small = joined.join('\n').slice(0, 10_000);
console.log(`10 KB file: ${(median(200, () => scanner.scan(small)) * 1000).toFixed(0)} µs (median)`);

let lines = joined.join('\n').split('\n').slice(0, 10_000);
while (lines.length < 10_000) lines = [...lines, ...lines].slice(0, 10_000);
let text = lines.join('\n');
let result = scanner.scan(text);
console.log(
  `10,000 lines, ${text.length} code units: scan ${median(20, () => scanner.scan(text)).toFixed(1)} ms (median)`,
);
const keystrokes = times(2000, (i) => {
  const offset = Math.floor((((i * 7919) % 10_000) / 10_000) * text.length);
  text = `${text.slice(0, offset)}x${text.slice(offset)}`;
  text.charCodeAt(0);
  return () => {
    result = scanner.rescan(result, text, { offset, removed: 0, inserted: 1 });
  };
});
console.log(
  `keystroke: ${at(keystrokes, 0.5).toFixed(3)} ms median, ${at(keystrokes, 0.99).toFixed(3)} ms 99th percentile`,
);

function collect(root: string, limit: number): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = [];
  let total = 0;
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (total > limit) return;
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (/\.(?:[cm]?[jt]sx?|json|md|ya?ml|py|sh)$/.test(entry.name) && statSync(child).size < 3_000_000) {
        const text = readFileSync(child, 'utf8');
        total += text.length;
        found.push({ path: child, text });
      }
    }
  };
  visit(root);
  return found;
}

function median(count: number, run: () => unknown): number {
  return at(
    times(count, () => run),
    0.5,
  );
}

function times(count: number, prepare: (index: number) => () => unknown): number[] {
  return Array.from({ length: count }, (_, index) => {
    const run = prepare(index);
    const from = performance.now();
    run();
    return performance.now() - from;
  }).sort((a, b) => a - b);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
