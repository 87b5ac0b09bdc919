/** What is wrong with a text as YAML, whatever it says. Types alone. */

import type { PathSegments } from '../document';
import type { ProblemCode } from '../problem';

export interface Fault {
  /** UTF-16 code units from the beginning of the text. */
  readonly offset: number;
  /** Absent where the fault is in no value. */
  readonly segments?: PathSegments;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}
