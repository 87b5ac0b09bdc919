/**
 * Scans files one after another in the order of their paths, reading ahead of the scan.
 *
 * Holds one large file or a few small ones at a time; says what it found and knows nothing of how that is reported.
 */

import { resolve } from 'node:path';
import type { Confidence, Scanner } from '../../engine/detect/types';
import type { ReadTextResult } from '../../host/readText';
import { isCredentialName, isForeignFolder } from '../credentialNames';
import type { CliHost } from '../host';
import { showPath } from '../paths';
import { isAtLeast, type ReportedFinding, reportFindings } from './findings';
import { mergeSorted } from './mergeSorted';
import { readAhead } from './readAhead';
import { scanPieces } from './scanPieces';

/** The largest file that is read, in bytes. */
export const maxFileBytes = 64 * 1024 * 1024;
const smallFileBytes = 1024 * 1024;
const filesAhead = 16;

/** What became of one path. `isNamed` marks what the user named on the command line. */
export type Scanned =
  | { readonly kind: 'scanned'; readonly path: string; readonly findings: readonly ReportedFinding[] }
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string }
  | { readonly kind: 'failed'; readonly path: string; readonly message: string; readonly isFatal: boolean };

export interface ScanOptions {
  readonly scanner: Scanner;
  readonly minConfidence: Confidence;
  readonly all: boolean;
  readonly fingerprintKey: () => Promise<Uint8Array>;
}

/** Yields what became of every file at or below the paths, sorted by path; stops early where the host's signal says. */
export async function* scanFiles(
  host: CliHost,
  paths: readonly string[],
  options: ScanOptions,
): AsyncGenerator<Scanned> {
  const named = new Set(paths.map((path) => resolve(host.cwd, path)));
  const walks = [...named].map((start) => walkPath(host, start, named, options.all));
  const files = mergeSorted(walks, ({ path }) => path);
  const read = readAhead(files, filesAhead, async (item) => ({
    item,
    content: item.kind === 'file' ? await host.files.readText(item.absolute, { maxBytes: smallFileBytes }) : undefined,
  }));
  for await (const { item, content } of read) {
    if (host.signal.aborted) return;
    if (item.kind !== 'file') yield item;
    else yield* scanContent(item.path, await readWhole(host, item.absolute, content), options, item.isNamed);
  }
}

/** Scans one text, file or stdin, under the name `path`, and yields what came of it: findings, and what went wrong. */
export async function* scanContent(
  path: string,
  content: ReadTextResult,
  options: ScanOptions,
  isNamed: boolean,
): AsyncGenerator<Scanned> {
  switch (content.kind) {
    case 'binary':
      yield { kind: 'binary', path };
      return;
    case 'too-large': {
      const message = `too large to scan (${content.size} bytes, the limit is ${maxFileBytes})`;
      yield { kind: 'failed', path, message, isFatal: true };
      return;
    }
    case 'missing':
      // A file may go while its folder is walked; one that was named has to be there.
      yield { kind: 'failed', path, message: 'no such file or folder', isFatal: isNamed };
      return;
    case 'unreadable':
      yield { kind: 'failed', path, message: content.message, isFatal: true };
      return;
    case 'text': {
      const result = scanPieces(options.scanner, content.text);
      const wanted = result.findings.filter(({ confidence }) => isAtLeast(confidence, options.minConfidence));
      const key = wanted.length === 0 ? undefined : await options.fingerprintKey();
      yield {
        kind: 'scanned',
        path,
        findings: key === undefined ? [] : reportFindings(path, content.text, wanted, key),
      };
      // What a scan didn't get through must not pass for clean.
      if (result.exhausted)
        yield { kind: 'failed', path, message: 'too costly to scan, not scanned to its end', isFatal: true };
    }
  }
}

type Walked =
  | { readonly kind: 'file'; readonly path: string; readonly absolute: string; readonly isNamed: boolean }
  | Exclude<Scanned, { kind: 'scanned' }>;

async function* walkPath(
  host: CliHost,
  start: string,
  named: ReadonlySet<string>,
  all: boolean,
): AsyncGenerator<Walked> {
  const options = { all, isAlwaysListed: isCredentialName, isNeverEntered: isForeignFolder };
  for await (const found of host.files.walk(start, options)) {
    const shown = showPath(host.cwd, found.path);
    if (found.kind === 'file') {
      yield { kind: 'file', path: shown, absolute: found.path, isNamed: named.has(found.path) };
    } else if (found.kind === 'link') yield { kind: 'link', path: shown };
    else yield { kind: 'failed', path: shown, message: found.message, isFatal: found.isStart };
  }
}

async function readWhole(host: CliHost, path: string, ahead: ReadTextResult | undefined): Promise<ReadTextResult> {
  if (ahead === undefined || ahead.kind === 'too-large') return host.files.readText(path, { maxBytes: maxFileBytes });
  return ahead;
}
