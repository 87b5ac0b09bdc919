/**
 * What an insertion may not contain beyond what detectors find: a list of checks, one file each.
 *
 * A check is pure and linear in the text. Its id is what a policy names in `insertions[].checks`.
 */

import type { Finding } from '../detect/types';
import { instructionComment } from './instructionComment';

export interface InsertionCheck {
  /** Family and name, `injection/instruction-comment`; also the `detector` of its findings. */
  readonly id: string;
  /** One line a developer reads: what was found. */
  readonly title: string;
  /** Returns what it found, sorted by offset. Never throws. */
  check(text: string): Finding[];
}

/** Every check, by id. */
export const checks: readonly InsertionCheck[] = [instructionComment];
