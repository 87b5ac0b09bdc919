/** The insertion checks, by which `insertions[].checks` of a policy name what no detector's pattern can see. */

import type { Finding } from '../detect/types';

export interface InsertionCheck {
  readonly id: string;
  check(text: string): readonly Finding[];
}

export const checks: readonly InsertionCheck[] = [];
