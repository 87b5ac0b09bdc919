/**
 * What a lint is given and what it reports: warnings about what is valid and says something other than meant.
 *
 * Types alone; a lint is one file beside this one and a line in index.ts.
 */

import type { Label, Levels } from '../../label';
import type { PathSegments, PolicyDocument } from '../document';
import type { Edit } from '../edits';
import type { NameKind } from '../names';
import type { Problem, WarningCode } from '../problem';
import type { LayerKind, LayerPolicy, Policy } from '../types';
import type { GlobCover } from './globCover';

export interface LintInput {
  readonly document: PolicyDocument;
  /** What the document says; it has no problems. */
  readonly policy: Policy | LayerPolicy;
  readonly kind: LayerKind;
  /** The organisation's policy, for a lower layer, where it is known. */
  readonly below?: Policy;
  readonly now: Date;
  /** Paths of the workspace's files, where they are known. */
  readonly files?: readonly string[];
}

/** A change of the document's text that ends the warning. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Says that it makes no decision laxer: editors make such fixes without showing them. */
  readonly isPreferred?: boolean;
}

export interface Warning extends Problem {
  readonly code: WarningCode;
  readonly severity: 'warning';
  readonly fixes: readonly Fix[];
}

/** What a rule, or the default, says of a content. */
export interface KnownLabel {
  /** The rule's id, or `default`. */
  readonly rule: string;
  readonly label: Label;
  /** Whether it comes with ranges that can be redacted. */
  readonly hasFindings: boolean;
}

/** What lints ask of a policy, with the organisation's below a lower layer. */
export interface LintContext extends LintInput {
  /** Absent for a lower layer whose organisation's policy is not known. */
  readonly levels?: Levels;
  /** Every label that a rule or the default gives; absent where `levels` is. */
  readonly labels?: readonly KnownLabel[];
  /** Returns the labels that a rule, or `default`, gives; none where it is not known. */
  labelsOf(rule: string): readonly KnownLabel[];
  readonly detectorIds: readonly string[];
  readonly checkIds: readonly string[];
  readonly globs: GlobCover;
  /** Reports whether the document refers to a name, beside where it is defined. */
  isReferredTo(kind: NameKind, name: string): boolean;
}

export interface Details {
  readonly hint?: string;
  /** The name to write instead. */
  readonly suggestion?: string;
  /** Fixes that can't be made at this place are left out. */
  readonly fixes?: readonly (Fix | undefined)[];
  /** Where in the field the warning stands; the value if absent. */
  readonly at?: 'key' | 'value';
}

export type Report = (segments: PathSegments, message: string, details?: Details) => void;

export interface Lint {
  readonly code: WarningCode;
  /** One line on what is wrong. */
  readonly title: string;
  /** Reports what it finds, in any order. Never throws. */
  check(context: LintContext, report: Report): void;
}
