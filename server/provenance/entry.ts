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
import type { Commitment } from './commitment';
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
 * Returns the leaf: the entry's RFC 8785 bytes, at most 65,535.
 *
 * Throws `LOG_ENTRY_INVALID` where the entry is not of the schema's shape, `LOG_ENTRY_TOO_LARGE` where it is too long.
 * Neither message repeats a value of the entry.
 */
export function formatEntry(entry: Entry): Buffer {
  const validate = validator();
  if (!validate(entry)) {
    const [error] = validate.errors ?? [];
    throw new LogError('LOG_ENTRY_INVALID', `entry${error?.instancePath ?? ''} ${error?.message ?? 'is malformed'}`);
  }
  const leaf = Buffer.from(canonicalJson(entry));
  if (leaf.length > maxEntryBytes) {
    throw new LogError(
      'LOG_ENTRY_TOO_LARGE',
      `an entry of ${leaf.length} bytes; at most ${maxEntryBytes} can be logged`,
    );
  }
  return leaf;
}

/** Returns the entry, or `undefined` where the bytes are not exactly what `formatEntry` writes. */
export function parseEntry(leaf: Buffer): Entry | undefined {
  try {
    const entry = JSON.parse(leaf.toString('utf8')) as Entry;
    return validator()(entry) && leaf.equals(Buffer.from(canonicalJson(entry))) ? entry : undefined;
  } catch {
    return undefined;
  }
}

let compiled: ValidateFunction | undefined;
function validator(): ValidateFunction {
  compiled ??= new Ajv2020({ strict: true, allowUnionTypes: true }).compile(entrySchema);
  return compiled;
}
