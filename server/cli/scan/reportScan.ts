/** Tells a scan's outcome as it comes: findings to the reporter, everything else to stderr, and the sum to both. */

import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import type { Reporter, ScanError, ScanRemark } from '../reporters/reporter';
import { printable, tell, warn } from '../terminal';
import { createProgress } from './progress';
import type { ScanEvent } from './scanEvents';

export interface ReportedScan {
  readonly exitCode: number;
  readonly complete: boolean;
}

/** Tells everything there is to tell and returns how the scan went. */
export async function reportScan(
  host: CliHost,
  events: AsyncIterable<ScanEvent>,
  reporter: Reporter,
): Promise<ReportedScan> {
  const progress = createProgress(host);
  const binary: string[] = [];
  const errors: ScanError[] = [];
  const remarks: ScanRemark[] = [];
  const counts = { scanned: 0, links: 0, suppressed: 0, known: 0 };
  let found = 0;
  await reporter.start();
  for await (const event of events) {
    if (event.kind === 'binary') binary.push(event.path);
    else if (event.kind === 'link') counts.links++;
    else if (event.kind === 'failed') {
      errors.push(event);
      await progress.clear();
      await tell(host, event.isFatal ? 'error' : 'warning', `${printable(event.path)}: ${event.message}`);
    } else {
      counts.scanned++;
      counts.suppressed += event.suppressed.length;
      counts.known += event.known;
      found += event.findings.length;
      if (event.findings.length + event.remarks.length > 0) await progress.clear();
      for (const { line, message } of event.remarks) {
        remarks.push({ path: event.path, line, message });
        await warn(host, `${printable(event.path)}:${line}: ${message}`);
      }
      await reporter.findings(event.findings, event.suppressed);
    }
    await progress.step();
  }
  await progress.clear();
  const complete = !host.signal.aborted;
  await reporter.end({ ...counts, binary, errors, remarks, complete });
  if (errors.some(({ isFatal }) => isFatal)) return { exitCode: exitCode.error, complete };
  return { exitCode: found > 0 ? exitCode.found : exitCode.ok, complete };
}
