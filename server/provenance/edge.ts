/**
 * The right edge of the tiled tree, in memory: what the log's writer needs to compute roots and to write the next tiles,
 * bundles and openings. Knows no files.
 */

import { wholeHash } from './batch/treeHash';
import { type LogHead, parseOpenings } from './head';
import type { LogRecord } from './journal';
import { LogError } from './logError';
import { type Hash, hashLength, leafHash, Tree } from './merkle';
import { formatOpeningsPath } from './opening';
import { formatBundle, formatTilePath, parseBundle, partialWidth, type TilePosition, tileWidth } from './tile';

/** A tree grown by some records, not yet adopted. */
export interface Growth {
  readonly tree: Tree;
  readonly records: readonly LogRecord[];
  readonly hashes: readonly { readonly level: number; readonly hash: Hash }[];
}

export class Edge {
  #tree = new Tree();
  /** Entries that are in tiles already. */
  #published = 0;
  /** Records from the first of the bundle that the published size ends in. */
  #records: LogRecord[] = [];
  /** By level, hashes from the first of the tile that the published size ends in. */
  #levels: Hash[][] = [];

  get size(): number {
    return this.#tree.size;
  }

  get published(): number {
    return this.#published;
  }

  root(): Hash {
    return this.#tree.root();
  }

  /** Returns the records that are in no tile yet. */
  unpublished(): readonly LogRecord[] {
    return this.#records.slice(this.#published % tileWidth);
  }

  grow(records: readonly LogRecord[]): Growth {
    const tree = this.#tree.clone();
    const hashes: { level: number; hash: Hash }[] = [];
    const visit = (height: number, hash: Hash) => {
      if (height > 0 && height % 8 === 0) hashes.push({ level: height / 8, hash });
    };
    for (const { hash } of records) hashes.push({ level: 0, hash });
    for (let at = 0; at < records.length; ) {
      const height = subtreeHeight(tree.size, records.length - at);
      const leaves = records.slice(at, at + 2 ** height).map(({ hash }) => hash);
      tree.push(wholeHash(Buffer.concat(leaves)), height, visit);
      at += leaves.length;
    }
    return { tree, records, hashes };
  }

  adopt({ tree, records, hashes }: Growth): void {
    this.#tree = tree;
    this.#records.push(...records);
    for (const { level, hash } of hashes) this.#level(level).push(hash);
  }

  /** Returns the files that make the whole size published, by name; partial ones are new names, never changed ones. */
  files(): Map<string, Buffer> {
    const files = new Map<string, Buffer>();
    if (this.size === this.#published) return files;
    for (const [part, n] of slices(this.#records, 0, this.#published)) {
      const leaves = part.map((record) => record.leaf);
      files.set(formatTilePath({ level: 'entries', n, width: part.length }), formatBundle(leaves));
      files.set(formatOpeningsPath(n), Buffer.concat(part.map((record) => record.openingLine)));
    }
    this.#levels.forEach((hashes, level) => {
      if (Math.floor(this.size / tileWidth ** level) === Math.floor(this.#published / tileWidth ** level)) return;
      for (const [part, n] of slices(hashes, level, this.#published)) {
        files.set(formatTilePath({ level, n, width: part.length }), Buffer.concat(part));
      }
    });
    return files;
  }

  /** Records that all of `files()` are stored. */
  markPublished(): void {
    this.#records = lastTile(this.#records, this.size);
    this.#levels = this.#levels.map((hashes, level) => lastTile(hashes, Math.floor(this.size / tileWidth ** level)));
    this.#published = this.size;
  }

  /** Returns the edge of the tree that the head's tiles make. Throws the log's error where they do not fit together. */
  static read(head: LogHead): Edge {
    const edge = new Edge();
    const { size } = head;
    for (let level = Math.ceil(Math.log2(size + 1) / 8); level >= 0; level--) {
      const width = partialWidth(level, size);
      if (width === 0) continue;
      const tile = partialFile(head, { level, n: Math.floor(size / tileWidth ** (level + 1)), width });
      for (let i = 0; i < width; i++) {
        const hash = tile.subarray(i * hashLength, (i + 1) * hashLength);
        edge.#level(level).push(hash);
        edge.#tree.push(hash, level * 8);
      }
    }
    edge.#published = size;
    if (head.checkpoint && !edge.root().equals(head.checkpoint.root)) {
      throw damaged('LOG_ROOT_MISMATCH', 'the tiles do not have the root that the checkpoint states');
    }
    edge.#readRecords(head);
    return edge;
  }

  #readRecords(head: LogHead): void {
    const width = head.size % tileWidth;
    if (width === 0) return;
    const n = Math.floor(head.size / tileWidth);
    const bundle = parseBundle(partialFile(head, { level: 'entries', n, width }));
    const openingsBytes = head.partial.get(formatOpeningsPath(n)) ?? Buffer.alloc(0);
    const openings = parseOpenings(openingsBytes);
    for (let i = 0; i < width; i++) {
      const index = n * tileWidth + i;
      const leaf = bundle.entries[i];
      const opening = openings[i];
      if (!leaf || !leafHash(leaf).equals(this.#levels[0]?.[i] as Hash)) {
        throw damaged('LOG_LEAF_MISMATCH', `entry ${index} is not what was logged`);
      }
      if (!opening) throw damaged('LOG_OPENING_MISMATCH', `the opening of entry ${index} is damaged or missing`);
      const openingLine = openingsBytes.subarray(opening.offset, opening.end);
      this.#records.push({ leaf, hash: this.#levels[0]?.[i] as Hash, openingLine });
    }
  }

  #level(level: number): Hash[] {
    while (this.#levels.length <= level) this.#levels.push([]);
    return this.#levels[level] as Hash[];
  }
}

/** Returns an error that tells to verify the log; a damaged log is left as it is. */
export function damaged(code: LogError['code'], what: string): LogError {
  return new LogError(
    code,
    `${what}; run 'portcullis log verify', then move the log's folder aside to begin a new one`,
  );
}

function partialFile(head: LogHead, position: TilePosition): Buffer {
  const name = formatTilePath(position);
  const bytes = head.partial.get(name);
  if (!bytes) throw damaged('LOG_FILE_MISSING', `${name} is missing`);
  if (position.level !== 'entries' && bytes.length !== position.width * hashLength) {
    throw damaged('LOG_TILE_MISMATCH', `${name} has ${bytes.length} bytes, not ${position.width * hashLength}`);
  }
  return bytes;
}

/** Cuts items that begin at a tile's first into tiles, with the tiles' numbers. */
function* slices<T>(items: readonly T[], level: number, published: number): Generator<[T[], number]> {
  const first = Math.floor(published / tileWidth ** (level + 1));
  for (let i = 0; i * tileWidth < items.length; i++) {
    yield [items.slice(i * tileWidth, (i + 1) * tileWidth), first + i];
  }
}

/** Returns the height of the largest subtree within a tile that can begin after `size` leaves and has no more than `most`. */
function subtreeHeight(size: number, most: number): number {
  let height = 0;
  while (height < 8 && size % 2 ** (height + 1) === 0 && 2 ** (height + 1) <= most) height++;
  return height;
}

/** Keeps of items that end at `size` those of the tile that is not full. */
function lastTile<T>(items: readonly T[], size: number): T[] {
  return items.slice(items.length - (size % tileWidth));
}
