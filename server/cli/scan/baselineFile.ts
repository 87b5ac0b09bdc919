/**
 * The file of findings that are known: which detector saw which value in which file, as digests.
 *
 * The digests are keyed with the file's own salt, so that it means the same to everyone who has it, and no value can be
 * read from it. Whoever has the file can still try guesses out: a value out of few possible ones is not kept secret by it.
 */

import { createHmac } from 'node:crypto';

/** A value a detector saw in a file. `path` is relative to the baseline's own folder, `/`-separated. */
export interface BaselineEntry {
  readonly path: string;
  readonly detector: string;
  /** See `digestOf`. */
  readonly value: string;
}

export interface Baseline {
  readonly version: 1;
  /** 32 random bytes in base64, made with the file and kept for its life. */
  readonly salt: string;
  readonly findings: readonly BaselineEntry[];
}

const digestForm = /^b1:[0-9a-f]{32}$/;
const saltForm = /^[A-Za-z0-9+/]{43}=$/;

/** Returns `b1:` and 128 bits of HMAC-SHA-256 under the salt of the detector's id, a NUL and the value, as UTF-8. */
export function digestOf(salt: string, detector: string, value: string): string {
  const hmac = createHmac('sha256', Buffer.from(salt, 'base64'));
  return `b1:${hmac.update(`${detector}\0${value}`, 'utf8').digest('hex').slice(0, 32)}`;
}

/** Returns the file's text: an entry a line, sorted, so that changes are read and merged easily. */
export function formatBaseline({ salt, findings }: Baseline): string {
  const keys = new Map(findings.map((entry) => [keyOf(entry), entry]));
  const lines = [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { path, detector, value }]) => `\n${JSON.stringify({ path, detector, value })}`);
  return `{"version":1,"salt":${JSON.stringify(salt)},"findings":[${lines.join(',')}\n]}\n`;
}

/** Returns the baseline, or what is wrong with the text. */
export function parseBaseline(text: string): Baseline | string {
  let data: Partial<Baseline> | null;
  try {
    data = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (typeof data !== 'object' || data === null || data.version !== 1) return 'it is no baseline of version 1';
  const { salt, findings } = data;
  if (typeof salt !== 'string' || !saltForm.test(salt)) return 'its salt is not 32 bytes in base64';
  if (!Array.isArray(findings)) return 'it has no list of findings';
  const index = (findings as readonly unknown[]).findIndex((entry) => !isEntry(entry));
  if (index >= 0) return `its finding ${index} is malformed`;
  return { version: 1, salt, findings };
}

/** Returns what tells entries apart. */
export function keyOf({ path, detector, value }: BaselineEntry): string {
  return [path, detector, value].join('\0');
}

function isEntry(entry: unknown): entry is BaselineEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  const { path, detector, value } = entry as Partial<Record<keyof BaselineEntry, unknown>>;
  return [path, detector, value].every((field) => typeof field === 'string') && digestForm.test(value as string);
}
