/**
 * Verification of the tiles that follow from entries already verified: hash tiles above level 0, partial ones that a
 * crash left, and ones ahead of the checkpoint. Each is compared once the growing tree has passed its place.
 */

import type { BundleRun } from './bundleCheck';
import { readAt } from './head';
import type { LogProblem } from './logError';
import { hashLength } from './merkle';
import { formatBundle, formatTilePath, parseBundle, parseTilePath, type TilePosition, tileWidth } from './tile';

type Level = TilePosition['level'];

/** The tile that a level of the tree is at, with the widths at which a file of it exists. */
interface Growing {
  n: number;
  items: (Buffer | undefined)[];
  /** True once it has all 256 items, seen or not. */
  isWhole: boolean;
  widths: ReadonlySet<number> | undefined;
}

export class DerivedTiles {
  /** Names of files not yet accounted for. */
  readonly #open: Set<string>;
  readonly #required = new Set<string>();
  readonly #widths = new Map<string, Set<number>>();
  readonly #growing = new Map<Level, Growing>();
  #passed: { position: TilePosition; bytes: Buffer }[] = [];

  /** `size` is what the checkpoint covers, `names` all files of the log. */
  constructor(size: number, names: Iterable<string>) {
    this.#open = new Set(names);
    for (const name of names) {
      const position = parseTilePath(name);
      if (position) this.#want(position);
    }
    for (let level = 0; tileWidth ** level <= size; level++) {
      const count = Math.floor(size / tileWidth ** level);
      for (let n = 0; n * tileWidth < count; n++) {
        const width = Math.min(tileWidth, count - n * tileWidth);
        if (level > 0) this.#require({ level, n, width });
        else this.#leaveToBundleCheck(n, width);
      }
    }
  }

  /** Takes a level's next hash, or the next entry, `undefined` for one that is damaged or was pruned. */
  add(level: Level, item: Buffer | undefined): void {
    let growing = this.#growing.get(level);
    if (!growing || growing.isWhole) {
      const n = growing ? growing.n + 1 : 0;
      growing = { n, items: [], isWhole: false, widths: this.#widths.get(`${level}/${n}`) };
      this.#growing.set(level, growing);
    }
    growing.items.push(item);
    const width = growing.items.length;
    growing.isWhole = width === tileWidth;
    if (!growing.widths?.has(width)) return;
    const items = growing.items.filter((known) => known !== undefined);
    // A file that there is nothing to compare with stays unaccounted for.
    if (items.length < width) return;
    const bytes = level === 'entries' ? formatBundle(items) : Buffer.concat(items);
    this.#passed.push({ position: { level, n: growing.n, width }, bytes });
  }

  /** Takes note that 256 entries were verified elsewhere. */
  skip(): void {
    for (const level of ['entries', 0] as const) {
      const n = (this.#growing.get(level)?.n ?? -1) + 1;
      this.#growing.set(level, { n, items: [], widths: undefined, isWhole: true });
    }
  }

  /** Returns the numbers of bundles of which files are there that hold a part of it. */
  partials(): Set<number> {
    const found = [...this.#widths].filter(([key, widths]) => /^(?:0|entries)\//.test(key) && widths.size > 0);
    return new Set(found.map(([key]) => Number(key.slice(key.indexOf('/') + 1))));
  }

  /** Compares the tiles passed since the last call. */
  async check(run: BundleRun): Promise<void> {
    for (const { position, bytes } of this.#passed.splice(0)) {
      const file = formatTilePath(position);
      this.#open.delete(file);
      const actual = await readAt(run.files, run.head, file);
      // A tile that is not needed may be gone by now: a writer at work has removed it.
      if (!actual && !this.#required.has(file)) continue;
      if (!actual?.equals(bytes)) run.report(describe(file, position, bytes, actual));
    }
  }

  /** Returns the names of files that stand for nothing in the tree. */
  unaccounted(): string[] {
    return [...this.#open];
  }

  #require(position: TilePosition): void {
    this.#required.add(formatTilePath(position));
    this.#want(position);
  }

  #want({ level, n, width }: TilePosition): void {
    const key = `${level}/${n}`;
    const widths = this.#widths.get(key) ?? new Set();
    this.#widths.set(key, widths.add(width));
  }

  #leaveToBundleCheck(n: number, width: number): void {
    for (const level of ['entries', 0] as const) {
      this.#open.delete(formatTilePath({ level, n, width }));
      this.#widths.get(`${level}/${n}`)?.delete(width);
    }
  }
}

function describe(file: string, { level, n }: TilePosition, expected: Buffer, actual: Buffer | undefined): LogProblem {
  const firstIndex = n * tileWidth;
  if (!actual) {
    const index = level === 'entries' ? firstIndex : firstIndex * tileWidth ** level;
    return { code: 'LOG_FILE_MISSING', file, index, message: 'missing' };
  }
  let offset = 0;
  while (offset < expected.length && offset < actual.length && expected[offset] === actual[offset]) offset++;
  if (level === 'entries') {
    const before = parseBundle(expected).offsets.filter((start) => start <= offset).length;
    const index = firstIndex + Math.max(0, before - 1);
    return { code: 'LOG_LEAF_MISMATCH', file, index, offset, message: `entry ${index} is not what was logged` };
  }
  const index = (firstIndex + Math.floor(offset / hashLength)) * tileWidth ** level;
  return { code: 'LOG_TILE_MISMATCH', file, index, offset, message: `not the hashes of the entries from ${index} on` };
}
