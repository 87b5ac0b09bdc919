/** The baselines that `scan` is called with: read, asked, told about and written. */

import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { Scanner } from '../../engine/detect/types';
import { CliError } from '../cliError';
import type { CliHost } from '../host';
import { isInside, showPath } from '../paths';
import { count, printable } from '../terminal';
import { type BaselineEntry, formatBaseline, parseBaseline } from './baselineFile';
import { type BaselineRun, startBaselineRun } from './baselineRun';
import type { Seen } from './lookInto';

const maxBaselineBytes = 64 * 1024 * 1024;
const namedEntries = 20;

/** What a scan asks of its baseline. Paths are as shown, relative to where the scan runs. */
export interface ScanBaseline {
  /** The baseline's own file, which isn't scanned: it is full of what looks like keys. */
  readonly file: string;
  isKnown(path: string, seen: Seen): boolean;
  add(path: string, seen: Seen): void;
  unread(path: string): void;
  /** Says on stderr what is gone and writes the next baseline where one is to be written. */
  end(scan: EndedScan): Promise<void>;
  /** Whether what was found is written down as known. */
  readonly writes: boolean;
}

export interface EndedScan {
  readonly complete: boolean;
  /** Absolute paths that were scanned, with everything below. */
  readonly roots: readonly string[];
  /** Whether entries of a detector would have been seen. */
  readonly looksFor: (detector: string) => boolean;
}

/** Returns the baseline that `--baseline` or `--write-baseline` names, `undefined` where neither is given. */
export async function baselineFromOptions(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
): Promise<ScanBaseline | undefined> {
  const read = options['baseline'] as string | undefined;
  const written = options['writeBaseline'] as string | undefined;
  if (read !== undefined && written !== undefined && resolve(host.cwd, read) !== resolve(host.cwd, written)) {
    throw new CliError('USAGE', "'--baseline' and '--write-baseline' name different files", 'name one of them');
  }
  const name = written ?? read;
  if (name === undefined) return undefined;
  const file = resolve(host.cwd, name);
  const run = startBaselineRun(await readBaseline(host, name, file, written !== undefined));
  const place = (path: string): string => showPath(dirname(file), resolve(host.cwd, path));
  return {
    file,
    writes: written !== undefined,
    isKnown: (path, { detector, value }) => run.isKnown(place(path), detector, value),
    add: (path, { detector, value }) => run.add(place(path), detector, value),
    unread: (path) => run.unread(place(path)),
    end: (scan) => endRun(host, run, { name, file, writes: written !== undefined }, scan),
  };
}

async function readBaseline(host: CliHost, name: string, file: string, mayBeMissing: boolean) {
  const found = await host.files.readText(file, { maxBytes: maxBaselineBytes });
  if (found.kind === 'missing' && mayBeMissing) {
    return { version: 1 as const, salt: randomBytes(32).toString('base64'), findings: [] };
  }
  if (found.kind !== 'text') {
    const reasons = { missing: 'no such file', binary: 'it is not text', 'too-large': 'it is too large' } as const;
    const reason = found.kind === 'unreadable' ? found.message : reasons[found.kind];
    throw new CliError('INPUT', `can't read the baseline '${name}': ${reason}`, 'make one with --write-baseline FILE');
  }
  const parsed = parseBaseline(found.text);
  if (typeof parsed !== 'string') return parsed;
  throw new CliError(
    'INPUT',
    `can't use the baseline '${name}': ${parsed}`,
    'restore it, or remove it and write it anew',
  );
}

interface Target {
  readonly name: string;
  readonly file: string;
  readonly writes: boolean;
}

async function endRun(host: CliHost, run: BaselineRun, { name, file, writes }: Target, scan: EndedScan): Promise<void> {
  if (!scan.complete) {
    if (writes) await host.stderr.write('interrupted: the baseline was not written\n');
    return;
  }
  const isCovered = ({ path, detector }: BaselineEntry): boolean => {
    const absolute = resolve(dirname(file), path);
    return scan.looksFor(detector) && scan.roots.some((root) => isInside(root, absolute));
  };
  const gone = run.gone(isCovered);
  for (const { path, detector } of gone.slice(0, namedEntries)) {
    await host.stderr.write(`no longer found: ${printable(path)} ${detector}\n`);
  }
  if (gone.length > namedEntries) await host.stderr.write(`and ${gone.length - namedEntries} more no longer found\n`);
  if (!writes) {
    if (gone.length > 0)
      await host.stderr.write(`take them out of the baseline with --write-baseline ${printable(name)}\n`);
    return;
  }
  const next = run.next(gone);
  try {
    await host.files.writeText(file, formatBaseline(next));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new CliError('INPUT', `can't write the baseline '${name}': ${code}`, 'check its folder');
  }
  const total = count(next.findings.length, 'finding');
  await host.stderr.write(`wrote ${printable(name)}: ${total}, ${run.added} of them new, ${gone.length} taken out\n`);
}

/** Returns whether a scan with this scanner would have seen a detector's entries, were they still there. */
export function looksFor(scanner: Scanner, hasPolicy: boolean): (detector: string) => boolean {
  // Without a policy everything is looked for, so a detector that isn't there is one that no longer exists.
  if (!hasPolicy) return () => true;
  const ids = new Set(scanner.detectors.map(({ id }) => id));
  return (detector) => ids.has(detector);
}
