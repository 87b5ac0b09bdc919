/** The face of every form that a scan's outcome is told in. */

import type { Detector } from '../../engine/detect/types';
import type { CliHost } from '../host';
import type { ReportedFinding, SuppressedFinding } from '../scan/findings';

/** Is given findings in their order and writes them as they come; one instance a scan. */
export interface Reporter {
  start(): Promise<void>;
  /** `suppressed` are those of the same file that a comment quiets; not every form tells them. */
  findings(findings: readonly ReportedFinding[], suppressed: readonly SuppressedFinding[]): Promise<void>;
  end(outcome: ScanOutcome): Promise<void>;
}

export interface ScanOutcome {
  /** False where the scan was interrupted. */
  readonly complete: boolean;
  readonly scanned: number;
  readonly links: number;
  /** How many findings comments quiet. */
  readonly suppressed: number;
  /** How many findings the baseline quiets. */
  readonly known: number;
  /** Paths of files that were named and not read since they hold no text. */
  readonly binary: readonly string[];
  readonly errors: readonly ScanError[];
  readonly remarks: readonly ScanRemark[];
}

/** Something in a file that the user should know of, such as a suppression that holds no more. */
export interface ScanRemark {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface ScanError {
  readonly path: string;
  readonly message: string;
  /** Whether it makes the exit code 2. */
  readonly isFatal: boolean;
}

export type CreateReporter = (host: CliHost, detectors: readonly Detector[]) => Reporter;
