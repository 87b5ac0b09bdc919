/**
 * Verifies a stored log: every byte of every file is either implied by the entries or bound by a hash. Streams bundle by
 * bundle, and works beside a writer. Changes nothing.
 *
 * What this can't prove without a witness: that the log is the one there was. Who may write the folder can put a whole
 * other log there, drop the journal's last groups, or go back to an older copy, each consistent in itself. That takes a
 * checkpoint kept elsewhere.
 */

import { verifyBundle, verifyOpenings } from './bundleCheck';
import type { LogFiles } from './files';
import { checkpointPath, journalPath, type LogHead, readHead, sameBytes } from './head';
import { verifyJournal } from './journalCheck';
import type { LogProblem } from './logError';
import { type Hash, Tree } from './merkle';
import { formatOpeningsPath } from './opening';
import { tileWidth } from './tile';
import { DerivedTiles } from './tileCheck';

export interface LogReport {
  readonly ok: boolean;
  /** Number of entries verified. */
  readonly size: number;
  /** Computed root of these, base64 as in a checkpoint. */
  readonly root: string;
  /** At most a thousand, in the order of the log. */
  readonly problems: readonly LogProblem[];
}

/** What the checks of one run share. */
export interface Verification {
  readonly files: LogFiles;
  readonly head: LogHead;
  readonly tree: Tree;
  readonly tiles: DerivedTiles;
  readonly report: (problem: LogProblem) => void;
}

const maxProblems = 1000;

/** Reports whether the log is whole, and where it is not. Rejects only where files can't be read at all. */
export async function verifyLog(files: LogFiles): Promise<LogReport> {
  for (let attempt = 1; ; attempt++) {
    const head = await readHead(files);
    const report = await verifyHead(files, head);
    // A writer at work may have moved files underneath; what is damaged stays so.
    if (report.ok || attempt === 5 || !(await hasMoved(files, head))) return report;
  }
}

async function verifyHead(files: LogFiles, head: LogHead): Promise<LogReport> {
  const names = new Set(await files.list());
  const problems: LogProblem[] = [];
  const report = (problem: LogProblem) => {
    if (problems.length < maxProblems) problems.push(problem);
  };
  const tree = new Tree();
  const tiles = new DerivedTiles(head.size, names);
  const run: Verification = { files, head, tree, tiles, report };
  if (names.size > 0) verifyHeadFiles(run);
  for (let n = 0; n * tileWidth < head.size; n++) {
    if (!(await verifyBundle(run, n))) break;
    await tiles.check(run);
  }
  if (tree.size === head.size) {
    verifyRoot(run, tree.root());
    verifyJournal(run);
    await tiles.check(run);
  }
  await verifyOthers(run);
  return { ok: problems.length === 0, size: tree.size, root: tree.root().toString('base64'), problems };
}

function verifyHeadFiles({ head, report }: Verification): void {
  const { checkpoint, checkpointBytes, journal, journalBytes, size } = head;
  const inCheckpoint = (message: string) => report({ code: 'LOG_CHECKPOINT_DAMAGED', file: checkpointPath, message });
  for (const [file, bytes] of [
    [checkpointPath, checkpointBytes],
    [journalPath, journalBytes],
  ] as const) {
    if (!bytes) report({ code: 'LOG_FILE_MISSING', file, message: 'missing' });
  }
  if (checkpointBytes && !checkpoint) inCheckpoint('not origin, size and base64 root on three lines');
  if (checkpoint && journal.header && checkpoint.origin !== journal.header.origin) {
    inCheckpoint(`origin ${JSON.stringify(checkpoint.origin)}, but the journal is of ${journal.header.origin}`);
  }
  if (checkpoint && checkpoint.size !== size)
    inCheckpoint(`size ${checkpoint.size}, but the journal begins at ${size}`);
}

function verifyRoot({ head, report }: Verification, root: Hash): void {
  const { checkpoint } = head;
  if (!checkpoint || checkpoint.size !== head.size || checkpoint.root.equals(root)) return;
  report({
    code: 'LOG_ROOT_MISMATCH',
    file: checkpointPath,
    message: `root ${checkpoint.root.toString('base64')}, but the ${head.size} entries have ${root.toString('base64')}`,
  });
}

async function hasMoved(files: LogFiles, head: LogHead): Promise<boolean> {
  const [checkpoint, journal] = await Promise.all([files.read(checkpointPath), files.read(journalPath)]);
  return !sameBytes(checkpoint, head.checkpointBytes) || !sameBytes(journal, head.journalBytes);
}

/** Verifies that no other file is there; openings ahead of the checkpoint are, after a crash, and are written again. */
async function verifyOthers(run: Verification): Promise<void> {
  const ahead = Math.ceil(run.head.size / tileWidth);
  const openings = new Map<string, number>();
  for (let n = 0; n * tileWidth < run.tree.size; n++) openings.set(formatOpeningsPath(n), n);
  for (const file of run.tiles.unaccounted()) {
    if (file === checkpointPath || file === journalPath) continue;
    const n = openings.get(file);
    if (n === undefined) run.report({ code: 'LOG_FILE_UNKNOWN', file, message: 'no part of this log' });
    else if (n >= ahead) await verifyOpenings(run, n, []);
  }
}
