/** The face of every form that a scan's outcome is told in. */

import type { Detector } from '../../engine/detect/types';
import type { CliHost } from '../host';
import type { ReportedFinding } from '../scan/findings';

/** Is given findings in their order and writes them as they come; one instance a scan. */
export interface Reporter {
  start(): Promise<void>;
  findings(findings: readonly ReportedFinding[]): Promise<void>;
  end(outcome: ScanOutcome): Promise<void>;
}

export interface ScanOutcome {
  /** False where the scan was interrupted. */
  readonly complete: boolean;
  readonly scanned: number;
  readonly links: number;
  /** Paths of files that were named and not read since they hold no text. */
  readonly binary: readonly string[];
  readonly errors: readonly ScanError[];
}

export interface ScanError {
  readonly path: string;
  readonly message: string;
  /** Whether it makes the exit code 2. */
  readonly isFatal: boolean;
}

export type CreateReporter = (host: CliHost, detectors: readonly Detector[]) => Reporter;
