/**
 * Real source text for measurements: what installed packages hold.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Source {
  readonly path: string;
  readonly text: string;
}

const isSource = /\.(?:[cm]?[jt]sx?|json|md|css|html?|ya?ml|py|sh|[ch]|cc|go|rs)$/;
const largest = 3_000_000;

/** Returns source files below a folder, in the order of a walk, until they have `limit` code units together. */
export function collectSources(folder: string, limit: number): readonly Source[] {
  const found: Source[] = [];
  let total = 0;
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (total >= limit) return;
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (entry.isFile() && isSource.test(entry.name) && statSync(child).size < largest) {
        const text = readFileSync(child, 'utf8');
        found.push({ path: child, text });
        total += text.length;
      }
    }
  };
  visit(folder);
  return found;
}

/** Returns the time of a call in milliseconds, the least of `runs`. */
export function fastest(runs: number, run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    run();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

/** Returns the value below which the given share of `values` lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
