/** What became of one path of a scan, as it is told: findings without their values, and why something wasn't scanned. */

import type { Confidence } from '../../engine/detect/types';
import type { ScanBaseline } from './baselines';
import { isAtLeast, type ReportedFinding, type SuppressedFinding, toReported } from './findings';
import { maxFileBytes } from './lookAtAll';
import type { Outcome, Remark, Seen } from './lookInto';

/** A path that is no scanned file. */
export type Unscanned =
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string }
  | { readonly kind: 'failed'; readonly path: string; readonly message: string; readonly isFatal: boolean };

export type ScanEvent =
  | Unscanned
  | {
      readonly kind: 'scanned';
      readonly path: string;
      readonly findings: readonly ReportedFinding[];
      /** What comments quiet. */
      readonly suppressed: readonly SuppressedFinding[];
      /** How many findings the baseline quiets. */
      readonly known: number;
      readonly remarks: readonly Remark[];
    };

export interface EventOptions {
  readonly minConfidence: Confidence;
  readonly fingerprintKey: () => Promise<Uint8Array>;
  readonly baseline?: ScanBaseline | undefined;
}

/** Yields what there is to tell of a file; `isNamed` marks one that the user named on the command line. */
export async function* toEvents(
  path: string,
  outcome: Outcome,
  options: EventOptions,
  isNamed: boolean,
): AsyncGenerator<ScanEvent> {
  const { baseline } = options;
  if (outcome.kind !== 'scanned' || outcome.exhausted) {
    // A file that is gone has no findings any more; of the others nothing is known.
    if (outcome.kind !== 'missing') baseline?.unread(path);
  }
  switch (outcome.kind) {
    case 'binary':
      yield { kind: 'binary', path };
      return;
    case 'too-large': {
      const message = `too large to scan (${outcome.size} bytes, the limit is ${maxFileBytes})`;
      yield { kind: 'failed', path, message, isFatal: true };
      return;
    }
    case 'missing':
      // A file may go while its folder is walked; one that was named has to be there.
      yield { kind: 'failed', path, message: 'no such file or folder', isFatal: isNamed };
      return;
    case 'unreadable':
    case 'failed':
      yield { kind: 'failed', path, message: outcome.message, isFatal: true };
      return;
    case 'scanned':
      yield { kind: 'scanned', path, remarks: outcome.remarks, ...(await sort(path, outcome.findings, options)) };
      // What a scan didn't get through must not pass for clean.
      if (outcome.exhausted)
        yield { kind: 'failed', path, message: 'too costly to scan, not scanned to its end', isFatal: true };
  }
}

/** Sorts findings into those to tell, those a comment quiets and those the baseline knows. */
async function sort(path: string, seen: readonly Seen[], { minConfidence, fingerprintKey, baseline }: EventOptions) {
  const findings: ReportedFinding[] = [];
  const suppressed: SuppressedFinding[] = [];
  let known = 0;
  for (const each of seen) {
    const { allowed } = each;
    // Even what is too weak to tell keeps its entry of the baseline alive.
    const isKnown = allowed === undefined && baseline?.isKnown(path, each) === true;
    if (!isAtLeast(each.confidence, minConfidence)) continue;
    if (isKnown) known++;
    else if (allowed !== undefined) {
      suppressed.push({ ...toReported(path, each, await fingerprintKey()), justification: allowed });
    } else {
      findings.push(toReported(path, each, await fingerprintKey()));
      baseline?.add(path, each);
    }
  }
  return { findings, suppressed, known };
}
