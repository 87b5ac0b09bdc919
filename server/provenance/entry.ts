/**
 * One line of the provenance log: the shape of contract.md.
 */

import type { Label } from '../engine/label';
import type { Effect } from '../engine/policy/types';

/** What a caller hands to the log; the log adds `v`, `time` and `id` and replaces personal fields by commitments. */
export interface EntryInput {
  readonly kind: 'insertion' | 'decision';
  readonly tool: { readonly id: string; readonly version?: string };
  readonly model: { readonly id: string; readonly name: string; readonly how: string };
  readonly target: {
    /** Path as the developer knows it; kept outside the leaf. */
    readonly path: string;
    /** 1-based, inclusive. Absent where nothing was let in. */
    readonly range?: { readonly startLine: number; readonly endLine: number };
    /** The inserted text; only a salted commitment to it is kept. */
    readonly text?: string;
  };
  readonly decision: {
    readonly effect: Effect;
    readonly enforced: boolean;
    /** Digest of the policy, `sha256:…`. */
    readonly policy: string;
    readonly label: Label;
    /** What became of it: let in and kept, taken out again, or never let in. */
    readonly outcome?: 'kept' | 'removed' | 'refused';
    readonly rule?: string;
  };
}
