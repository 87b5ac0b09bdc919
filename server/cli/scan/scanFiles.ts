/**
 * Scans what lies at and below the paths of a command line, in the order of the paths.
 *
 * Says what it found and knows nothing of how that is reported.
 */

import { resolve } from 'node:path';
import type { ReadTextResult } from '../../host/readText';
import { isCredentialName, isForeignFolder } from '../credentialNames';
import type { CliHost } from '../host';
import { showPath } from '../paths';
import { type LookAtAllOptions, lookAtAll } from './lookAtAll';
import { lookInto } from './lookInto';
import { mergeSorted } from './mergeSorted';
import { type EventOptions, type ScanEvent, toEvents, type Unscanned } from './scanEvents';

export { maxFileBytes } from './lookAtAll';

export interface ScanOptions extends EventOptions, LookAtAllOptions {
  /** Whether ignored files are read, too. */
  readonly all: boolean;
}

/** Yields what became of every file at or below the paths, sorted by path; stops early where the host's signal says. */
export async function* scanFiles(
  host: CliHost,
  paths: readonly string[],
  options: ScanOptions,
): AsyncGenerator<ScanEvent> {
  const named = new Set(paths.map((path) => resolve(host.cwd, path)));
  const walks = [...named].map((start) => walkPath(host, start, named, options));
  const walked = mergeSorted(walks, ({ path }) => path);
  for await (const { item, outcome } of lookAtAll(host, walked, options)) {
    if (host.signal.aborted) return;
    if (item.other !== undefined) yield item.other;
    else if (outcome !== undefined) yield* toEvents(item.path, outcome, options, item.isNamed);
  }
}

/** Scans one text under the name `path`, and yields what came of it: findings, and what went wrong. */
export function scanContent(path: string, content: ReadTextResult, options: ScanOptions): AsyncGenerator<ScanEvent> {
  return toEvents(path, lookInto(path, content, options), options, true);
}

/** A file, or what else the walk met at a path. */
interface Walked {
  readonly path: string;
  readonly absolute?: string;
  readonly isNamed: boolean;
  readonly other?: Unscanned;
}

async function* walkPath(
  host: CliHost,
  start: string,
  named: ReadonlySet<string>,
  { all, baseline }: ScanOptions,
): AsyncGenerator<Walked> {
  const options = { all, isAlwaysListed: isCredentialName, isNeverEntered: isForeignFolder };
  for await (const found of host.files.walk(start, options)) {
    const path = showPath(host.cwd, found.path);
    const isNamed = named.has(found.path);
    if (found.kind === 'link') yield { path, isNamed, other: { kind: 'link', path } };
    else if (found.kind === 'error') {
      const other = { kind: 'failed', path, message: found.message, isFatal: found.isStart } as const;
      baseline?.unread(path);
      yield { path, isNamed, other };
    } else if (found.path !== baseline?.file) yield { path, absolute: found.path, isNamed };
  }
}
