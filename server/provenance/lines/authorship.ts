/**
 * Which lines of a commit came from whom, and its form as a git note: git-ai's Authorship Log, `authorship/3.0.0`.
 *
 * After the Git AI Standard v3.0.0: a section of paths with `  key ranges` below them, a line `---`, and a JSON object.
 * A key names a session and a trace (`s_…::t_…`), a prompt (16 hex digits) or a person (`h_…`). A line under a model's
 * key and a person's is mixed. Parsing takes nothing on trust: whoever can push notes can write anything into them.
 */

import { formatRanges, parseRanges } from './lineRanges';

/** Keys of each line, by path and 1-based number. */
export type LineKeys = Map<string, Map<number, readonly string[]>>;

export interface Authorship {
  readonly lines: LineKeys;
  /** The JSON object's members; `sessions`, `prompts` and `humans` are by key. */
  readonly metadata: Metadata;
}

export interface Metadata {
  readonly schema_version: string;
  readonly base_commit_sha: string;
  readonly prompts: Readonly<Record<string, SessionRecord>>;
  readonly humans?: Readonly<Record<string, { readonly author: string }>>;
  readonly sessions?: Readonly<Record<string, SessionRecord>>;
  readonly [other: string]: unknown;
}

export interface SessionRecord {
  readonly agent_id: { readonly tool: string; readonly id: string; readonly model: string };
  readonly human_author?: string;
  readonly custom_attributes?: Readonly<Record<string, string>>;
  readonly [other: string]: unknown;
}

export const schemaVersion = 'authorship/3.0.0';
const maxNoteUnits = 16_000_000;
const maxLines = 2_000_000;

/** Returns the note's text. Files and keys stand in the order in which they were added. */
export function formatAuthorship({ lines, metadata }: Authorship): string {
  let text = '';
  for (const [path, keysOf] of lines) {
    // The form has no way to write a path with a line break.
    if (keysOf.size === 0 || /[\r\n]/.test(path)) continue;
    // A file named as the divider would end the section.
    text += `${/[\s"]|^---$/.test(path) ? `"${path}"` : path}\n`;
    const byKey = new Map<string, number[]>();
    for (const [line, keys] of [...keysOf].sort(([a], [b]) => a - b)) {
      for (const key of keys) {
        const numbers = byKey.get(key);
        if (numbers === undefined) byKey.set(key, [line]);
        else numbers.push(line);
      }
    }
    for (const [key, numbers] of byKey) text += `  ${key} ${formatRanges(numbers)}\n`;
  }
  return `${text}---\n${JSON.stringify(metadata, undefined, 2)}\n`;
}

/** Returns the note, or in a few words what is wrong with it. */
export function parseAuthorship(text: string): Authorship | string {
  if (text.length > maxNoteUnits) return 'it is too long';
  const divider = /^---$/m.exec(text);
  if (divider === null) return "it has no line '---'";
  const lines: LineKeys = new Map();
  let own: Map<number, readonly string[]> | undefined;
  let count = 0;
  for (const line of text.slice(0, divider.index).split('\n')) {
    if (line.trim() === '') continue;
    if (!line.startsWith(' ')) {
      const path = /^"(.*)"$/.exec(line)?.[1] ?? line;
      own = lines.get(path) ?? new Map();
      lines.set(path, own);
      continue;
    }
    const [, key, ranges] = /^ {2}(\S{1,128}) ([\d,-]+)$/.exec(line) ?? [];
    const numbers = ranges === undefined ? undefined : parseRanges(ranges, maxLines - count);
    if (own === undefined || key === undefined || numbers === undefined)
      return 'a line of its first section is malformed';
    count += numbers.length;
    for (const number of numbers) own.set(number, [...(own.get(number) ?? []), key]);
  }
  const metadata = parseMetadata(text.slice(divider.index + 4));
  return typeof metadata === 'string' ? metadata : { lines, metadata };
}

/** Returns the record of a model's key, `undefined` for a person's or one that the note has no record of. */
export function recordOf({ metadata }: Authorship, key: string): SessionRecord | undefined {
  const [session = ''] = key.split('::');
  const records = session.startsWith('s_') ? metadata.sessions : metadata.prompts;
  return records !== undefined && Object.hasOwn(records, session) ? records[session] : undefined;
}

export function isPerson(key: string): boolean {
  return key.startsWith('h_');
}

function parseMetadata(json: string): Metadata | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return 'its second section is not JSON';
  }
  if (!isObject(value)) return 'its second section is not an object';
  if (value['schema_version'] !== schemaVersion) return `it is not of version ${schemaVersion}`;
  const { prompts = {}, sessions = {}, humans = {} } = value;
  if (typeof value['base_commit_sha'] !== 'string') return 'it names no commit';
  if (!isObject(prompts) || !isObject(sessions) || !isObject(humans)) return 'its records are not objects';
  const records = [...Object.values(prompts), ...Object.values(sessions)];
  if (!records.every(isSessionRecord)) return 'a record has no agent_id';
  return { ...value, prompts } as unknown as Metadata;
}

function isSessionRecord(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['agent_id'])) return false;
  const { tool, id, model } = value['agent_id'];
  const attributes = value['custom_attributes'] ?? {};
  return (
    [tool, id, model].every((text) => typeof text === 'string') &&
    isObject(attributes) &&
    Object.values(attributes).every((text) => typeof text === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
