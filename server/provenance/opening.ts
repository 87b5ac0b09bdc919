/**
 * What is kept beside an entry to open its commitments: the path with its salt, the salt of the inserted text, and the
 * evidence of it where policy keeps any.
 *
 * Openings are personal data: they are never part of the tree, and are erased by replacing one with its bare index.
 */

import { commit } from './commitment';
import { formatTileNumber } from './tile';

export interface Opening {
  /** The entry's index in the log. */
  readonly index: number;
  /** Absent once erased. */
  readonly path?: { readonly salt: Uint8Array; readonly value: string } | undefined;
  /** Salt of the text; the text itself is kept nowhere. */
  readonly text?: { readonly salt: Uint8Array } | undefined;
  /** Keyed hash or sealed text, as the entry says. */
  readonly evidence?: { readonly salt: Uint8Array; readonly value: string } | undefined;
}

/** Returns the opening as canonical JSON (RFC 8785), salts in base64. A lone surrogate of the path becomes U+FFFD. */
export function formatOpening({ index, path, text, evidence }: Opening): string {
  const pathMember = path ? `,"path":{"salt":"${toBase64(path.salt)}","value":${quote(path.value)}}` : '';
  const textMember = text ? `,"text":{"salt":"${toBase64(text.salt)}"}` : '';
  const kept =
    evidence && `"evidence":{"salt":"${toBase64(evidence.salt)}","value":${JSON.stringify(evidence.value)}},`;
  return `{${kept ?? ''}"index":${index}${pathMember}${textMember}}`;
}

/** Returns the opening, or `undefined` where the text is not exactly what `formatOpening` writes. */
export function parseOpening(json: string): Opening | undefined {
  try {
    const { index, path, text, evidence } = JSON.parse(json) as {
      index: number;
      path?: { salt: string; value: string };
      text?: { salt: string };
      evidence?: { salt: string; value: string };
    };
    const opening = {
      index,
      ...(path && { path: { salt: Buffer.from(path.salt, 'base64'), value: path.value } }),
      ...(text && { text: { salt: Buffer.from(text.salt, 'base64') } }),
      ...(evidence && { evidence: { salt: Buffer.from(evidence.salt, 'base64'), value: evidence.value } }),
    };
    return formatOpening(opening) === json ? opening : undefined;
  } catch {
    return undefined;
  }
}

/** Reports whether the opening opens the commitments in the entry with these leaf bytes; true for what was erased. */
export function checkOpening({ path, evidence }: Opening, leaf: Buffer): boolean {
  // The leaf is canonical JSON: these bytes can stand nowhere else in it, since every string escapes its quotes.
  const opensPath = !path || leaf.includes(`"target":{"path":"${commit(path.salt, path.value)}"`);
  return (
    opensPath && (!evidence || leaf.includes(`"evidence":{"commitment":"${commit(evidence.salt, evidence.value)}"`))
  );
}

/** Returns where the openings of bundle `n` are kept: a checked line for each entry, in order. */
export function formatOpeningsPath(n: number): string {
  return `openings/${formatTileNumber(n)}`;
}

function quote(text: string): string {
  return JSON.stringify(/[\ud800-\udfff]/.test(text) ? Buffer.from(text).toString() : text);
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
