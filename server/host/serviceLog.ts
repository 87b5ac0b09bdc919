/**
 * The service's own diary for finding faults: what started, ended and failed, bounded in size.
 *
 * Invariant: no content ever. Errors are noted by name, code and stack, since their messages may quote what they read.
 */

import { appendFileSync, renameSync, statSync } from 'node:fs';

const maxBytes = 1024 * 1024;

export interface ServiceLog {
  note(event: string): void;
  fault(during: string, error: unknown): void;
}

/** Returns a diary at the path; one older part is kept beside it as `<path>.1`. Never throws. */
export function createServiceLog(path: string, now: () => Date): ServiceLog {
  const write = (line: string): void => {
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(path, `${path}.1`);
      appendFileSync(path, `${now().toISOString()} ${process.pid} ${line.replaceAll('\n', ' ')}\n`, { mode: 0o600 });
    } catch {
      // A diary that can't be written must not stop the service.
    }
  };
  return {
    note: write,
    fault: (during, error) => write(`fault during ${during}: ${describeFault(error)}`),
  };
}

/** Returns an error's name, code and where it came from, without its message. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as NodeJS.ErrnoException).code;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, code ?? '', ...frames.slice(0, 6).map((line) => line.trim())].filter(Boolean).join(' ');
}
