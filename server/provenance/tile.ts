/**
 * The names and bytes of hash tiles and entry bundles, after C2SP tlog-tiles (c2sp.org/tlog-tiles).
 *
 * A hash tile is up to 256 hashes of 32 bytes: at level 0 those of entries, at level l + 1 those of full tiles at
 * level l. An entry bundle is up to 256 entries, each behind its length as a big-endian uint16. Knows no files.
 */

/** Hashes in a full tile and entries in a full bundle. */
export const tileWidth = 256;
/** Bytes of the longest entry that a bundle can hold. */
export const maxEntryBytes = 0xffff;

/** Where a tile, bundle or opening file stands: its kind or level, its number, and how many of 256 it holds. */
export interface TilePosition {
  readonly level: number | 'entries';
  readonly n: number;
  readonly width: number;
}

/** Returns `tile/<level>/<N>[.p/<width>]`. */
export function formatTilePath({ level, n, width }: TilePosition): string {
  return `tile/${level}/${formatTileNumber(n)}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** Returns the position that the path names, or `undefined` where it is not exactly what `formatTilePath` writes. */
export function parseTilePath(path: string): TilePosition | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return undefined;
  const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
  const n = Number(match[2]?.replace(/[x/]/g, ''));
  const position = { level, n, width: match[3] === undefined ? tileWidth : Number(match[3]) } as const;
  return position.width > 0 && formatTilePath(position) === path ? position : undefined;
}

/** Returns the number in groups of three digits, all but the last behind an `x`: 1234067 is `x001/x234/067`. */
export function formatTileNumber(n: number): string {
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) as string[];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** Returns the width of the last tile at `level` in a tree of `size` leaves, 0 where the tile before it is full. */
export function partialWidth(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level) % tileWidth;
}

/** Returns the positions of all hash tiles and the bundle that are partial in a tree of `size` leaves. */
export function partialPositions(size: number): TilePosition[] {
  const positions: TilePosition[] = [];
  for (let level = 0; tileWidth ** level <= size; level++) {
    const width = partialWidth(level, size);
    const n = Math.floor(size / tileWidth ** (level + 1));
    if (width > 0 && level === 0) positions.push({ level: 'entries', n, width });
    if (width > 0) positions.push({ level, n, width });
  }
  return positions;
}

/** Returns the entries one after another, each behind its length. */
export function formatBundle(entries: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.allocUnsafe(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    offset = bytes.writeUInt16BE(entry.length, offset);
    bytes.set(entry, offset);
    offset += entry.length;
  }
  return bytes;
}

/** Entries of a bundle with the offsets of their lengths; `rest` is where bytes begin that are no whole entry. */
export interface Bundle {
  readonly entries: readonly Buffer[];
  readonly offsets: readonly number[];
  readonly rest?: number;
}

/** Returns the entries that the bytes hold; the bytes may come from anyone. */
export function parseBundle(bytes: Buffer): Bundle {
  const entries: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const start = offset + 2;
    const end = start <= bytes.length ? start + bytes.readUInt16BE(offset) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) return { entries, offsets, rest: offset };
    entries.push(bytes.subarray(start, end));
    offsets.push(offset);
    offset = end;
  }
  return { entries, offsets };
}
