/**
 * One line of the provenance log, the shape of contract.md, and its bytes as a leaf of the tree.
 *
 * The schema (policies/schemas/entry.schema.json) is the only description of the shape. Knows no files and no tree.
 */

import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import entrySchema from '../../policies/schemas/entry.schema.json';
import type { Label } from '../engine/label';
import type { Effect } from '../engine/policy/types';
import { canonicalJson } from './canonicalJson';
import { type Commitment, commitmentLength } from './commitment';
import { LogError } from './logError';
import { maxEntryBytes } from './tile';

/** What a caller hands to the log; the log adds `v`, `time` and `id` and replaces personal fields by commitments. */
export interface EntryInput {
  readonly kind: 'insertion' | 'decision';
  readonly tool: { readonly id: string; readonly version?: string };
  readonly model: { readonly id: string; readonly name: string; readonly how: string };
  /** What a decision was about: a request to a model, without its text. */
  readonly request?: {
    readonly upstream: string;
    readonly operation: string;
    readonly channel: string;
    /** Where it was really going. */
    readonly host: string;
    readonly weights?: string;
    readonly bytes: number;
    /** Time until the decision was made, in microseconds. */
    readonly micros: number;
    /** Number of findings by detector. */
    readonly findings?: Readonly<Record<string, number>>;
  };
  readonly target: {
    /** Path as the developer knows it; kept outside the leaf. */
    readonly path: string;
    /** 1-based, inclusive. Absent where nothing was let in. */
    readonly range?: { readonly startLine: number; readonly endLine: number };
    /** The inserted text; only a salted commitment to it is kept. */
    readonly text?: string;
  };
  /** What is kept of the inserted text, beside the leaf. */
  readonly evidence?: Evidence;
  readonly decision: {
    readonly effect: Effect;
    readonly enforced: boolean;
    /** Digest of the policy, `sha256:…`. */
    readonly policy: string;
    readonly label: Label;
    /** What became of it: let in and kept, taken out again, or never let in. */
    readonly outcome?: 'kept' | 'removed' | 'refused';
    readonly rule?: string;
    /** Digests of the lower layers that were asked as well, in their order. */
    readonly layers?: readonly string[];
  };
}

/** An entry as it stands in the log: personal values are commitments, so that they can be erased. */
export interface Entry extends Omit<EntryInput, 'target' | 'evidence'> {
  readonly v: 1;
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string;
  /** ULID. */
  readonly id: string;
  readonly target: Pick<EntryInput['target'], 'range'> & { readonly path: Commitment; readonly text?: Commitment };
  readonly evidence?: { readonly kind: Evidence['kind']; readonly commitment: Commitment };
}

/** What is kept of an inserted text: its keyed hash in lower-case hex, or the text sealed to others, in base64. */
export interface Evidence {
  readonly kind: 'hash' | 'sealed';
  readonly value: string;
}

/**
 * Returns the text of the leaf around its commitments: the pieces before, between and after those of evidence, path and
 * text. With them it is the RFC 8785 form of the input's entry, at most 65,535 bytes in UTF-8.
 *
 * Throws `LOG_ENTRY_INVALID` where the entry is not of the schema's shape, `LOG_ENTRY_TOO_LARGE` where it is too long.
 * Neither message repeats a value of the entry.
 */
export function formatEntryAround(input: EntryInput, time: string, id: string): string[] {
  const { kind, tool, model, request, target, evidence, decision } = input;
  const key = JSON.stringify([kind, tool, model, decision, evidence && [evidence.kind]]);
  let steady = steadyParts.get(key);
  if (!steady || !fits({ time, id, request, range: target.range })) {
    checkShape(toEntry(input, time, id));
    steady = formatSteady(input);
    if (steadyParts.size >= mostSteady) steadyParts.clear();
    steadyParts.set(key, steady);
  }
  const { start, middle, end } = steady;
  const range = target.range ? `,"range":${canonicalJson(target.range)}` : '';
  const asked = request ? `,"request":${canonicalJson(request)}` : '';
  const beforePath = `"id":"${id}",${middle}${asked},"target":{"path":"`;
  const pieces = [...start.slice(0, -1), `${start.at(-1)}${beforePath}`];
  if (target.text === undefined) pieces.push(`"${range}},"time":"${time}",${end}`);
  else pieces.push(`"${range},"text":"`, `"},"time":"${time}",${end}`);
  checkLength(pieces);
  return pieces;
}

/** What many entries have in common, checked once: canonical JSON up to `id`, from `kind` to `model`, from `tool` on. */
interface Steady {
  readonly start: readonly string[];
  readonly middle: string;
  readonly end: string;
}

const steadyParts = new Map<string, Steady>();
const mostSteady = 1000;

function formatSteady({ kind, tool, model, evidence, decision }: EntryInput): Steady {
  const start = `{"decision":${canonicalJson(decision)},`;
  return {
    start: evidence ? [`${start}"evidence":{"commitment":"`, `","kind":${JSON.stringify(evidence.kind)}},`] : [start],
    middle: `"kind":${JSON.stringify(kind)},"model":${canonicalJson(model)}`,
    end: `"tool":${canonicalJson(tool)},"v":1}`,
  };
}

/** Returns the input's entry with commitments to nothing, to check its shape. */
function toEntry({ kind, tool, model, request, target, evidence, decision }: EntryInput, time: string, id: string) {
  const commitment: Commitment = `commit:sha256:${'0'.repeat(64)}`;
  const { range, text } = target;
  return {
    v: 1,
    time,
    kind,
    id,
    tool,
    model,
    ...(request && { request }),
    target: { path: commitment, ...(range && { range }), ...(text !== undefined && { text: commitment }) },
    ...(evidence && { evidence: { kind: evidence.kind, commitment } }),
    decision,
  } satisfies Entry;
}

function checkShape(entry: Entry): void {
  const { entry: isEntry } = validators();
  if (isEntry(entry)) return;
  const [error] = isEntry.errors ?? [];
  throw new LogError('LOG_ENTRY_INVALID', `entry${error?.instancePath ?? ''} ${error?.message ?? 'is malformed'}`);
}

/** Reports whether what differs from entry to entry is of the schema's shape. */
function fits({ time, id, request, range }: Varied): boolean {
  const are = validators();
  return (
    are.time(time) &&
    are.id(id) &&
    (request === undefined || are.request(request)) &&
    (range === undefined || are.range(range))
  );
}

interface Varied extends Pick<Entry, 'time' | 'id'> {
  readonly request: Entry['request'] | undefined;
  readonly range: Entry['target']['range'] | undefined;
}

/** In UTF-8, of a unit of UTF-16. */
const mostBytesPerUnit = 3;

/** Throws where pieces of text and the commitments between them are too long for an entry. */
function checkLength(pieces: readonly string[]): void {
  let length = (pieces.length - 1) * commitmentLength;
  for (const piece of pieces) length += mostBytesPerUnit * piece.length;
  if (length <= maxEntryBytes) return;
  length = (pieces.length - 1) * commitmentLength;
  for (const piece of pieces) length += Buffer.byteLength(piece);
  if (length <= maxEntryBytes) return;
  throw new LogError('LOG_ENTRY_TOO_LARGE', `an entry of ${length} bytes; at most ${maxEntryBytes} can be logged`);
}

/** Returns the entry, or `undefined` where the bytes are not exactly an entry's RFC 8785 form. */
export function parseEntry(leaf: Buffer): Entry | undefined {
  try {
    const entry = JSON.parse(leaf.toString('utf8')) as Entry;
    return validators().entry(entry) && leaf.equals(Buffer.from(canonicalJson(entry))) ? entry : undefined;
  } catch {
    return undefined;
  }
}

type Validators = Readonly<Record<'entry' | 'time' | 'id' | 'request' | 'range', ValidateFunction<unknown>>>;

let compiled: Validators | undefined;
function validators(): Validators {
  if (compiled) return compiled;
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const part = (path: string) => ajv.compile({ $ref: `${entrySchema.$id}#/properties/${path}` });
  compiled = {
    entry: ajv.compile(entrySchema),
    time: part('time'),
    id: part('id'),
    request: part('request'),
    range: part('target/properties/range'),
  };
  return compiled;
}
