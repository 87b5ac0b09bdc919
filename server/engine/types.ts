/**
 * Requests to the decision point and its answers: the shapes of contract.md.
 *
 * Offsets and lengths are UTF-16 code units of the content's decoded text.
 */

import type { Confidence, Finding } from './detect/types';
import type { Label } from './label';
import type { DestinationSpec, Effect, LayerKind, Locality } from './policy/types';

export type Cause = 'default' | 'path' | 'detector' | 'fingerprint' | 'assertion' | 'budget';

/** One label with its cause. `findings` are the ranges a redaction would replace; without any it can't be redacted. */
export interface Atom {
  readonly label: Label;
  readonly cause: Cause;
  /** The classification rule's id; `default` for the default. */
  readonly rule: string;
  readonly findings?: readonly Finding[];
  /** Name of the lower layer whose rule it is; absent for the organisation's. */
  readonly layer?: string;
}

/** A file's or text's label with everything that led to it. */
export interface Classification {
  readonly label: Label;
  readonly atoms: readonly Atom[];
  /** Every finding of a detector that some rule names, sorted by offset. */
  readonly findings: readonly Finding[];
}

/**
 * One piece of content.
 *
 * `path` is relative to the workspace root and `/`-separated; `realPath` is where a symlink leads.
 * `text` absent with a path means that only the path is known (binary, unreadable or not asked for).
 */
export type Content =
  | { readonly path?: string; readonly realPath?: string; readonly text?: string; readonly atoms?: undefined }
  | {
      readonly path?: string;
      readonly realPath?: string;
      readonly atoms: readonly Atom[];
      readonly text?: undefined;
    };

export interface Request {
  readonly contents: readonly Content[];
  readonly destination: DestinationSpec;
  /** False where nobody can be asked: `ask` then becomes `block`. */
  readonly canAsk?: boolean;
}

export interface Reason {
  readonly rule: string;
  readonly cause: Cause | 'insertion' | 'unknown';
  /** Index into the request's contents. */
  readonly content: number;
  readonly label: Label;
  readonly effect: Effect;
  /** The detector that spoke, for insertions. */
  readonly detector?: string;
  /** The exception that let this atom pass. */
  readonly exception?: string;
  /** Name of the lower layer that says so; absent for the organisation's. */
  readonly layer?: string;
}

export interface Redaction {
  readonly content: number;
  readonly offset: number;
  readonly length: number;
  readonly detector: string;
}

export interface PolicyIdentity {
  readonly name: string;
  readonly version: string;
  /** `sha256:` and the lower-case hex digest of the policy file's bytes. */
  readonly digest: string;
  /** The lower layers that were asked as well; absent where there are none. */
  readonly layers?: readonly (Omit<PolicyIdentity, 'layers'> & { readonly kind: LayerKind })[];
}

export interface Decision {
  readonly effect: Effect;
  /** False in observe mode: the effect is what would have happened. */
  readonly enforced: boolean;
  readonly policy: PolicyIdentity;
  readonly destination: {
    readonly models: readonly string[];
    readonly locality: Locality | 'unknown';
    readonly clearance: Label;
  };
  readonly label: Label;
  readonly reasons: readonly Reason[];
  readonly obligations: readonly { readonly redact: Redaction }[];
}

/**
 * What an AI is about to insert.
 *
 * `text` is the inserted text; `findings` are those of the text in its surroundings that touch what was inserted,
 * where the caller has scanned them (offsets relative to `text`), else the text alone is scanned.
 */
export interface InsertionRequest {
  readonly target: {
    readonly path?: string;
    readonly realPath?: string;
    /** What it was classified by, where the caller has; else it is classified here. */
    readonly atoms?: readonly Atom[];
    readonly text?: string;
  };
  readonly text: string;
  readonly findings?: readonly Finding[];
  /** True where the caller's scan ended before the text did: `findings` are then not all there may be. */
  readonly exhausted?: boolean;
  readonly tool?: string;
  readonly name?: string;
  readonly host?: string;
  readonly canAsk?: boolean;
}

export type { Confidence, Finding };
