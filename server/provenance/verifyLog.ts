/**
 * Verifies a stored log: every byte of every file is either implied by the entries or bound by a hash. Streams bundle by
 * bundle, and works beside a writer. Changes nothing.
 *
 * What this can't prove without a witness: that the log is the one there was. Who may write the folder can put a whole
 * other log there, drop the journal's last groups, or go back to an older copy, each consistent in itself. That takes a
 * checkpoint kept elsewhere.
 */

import { type BundleRun, verifyBundle, verifyOpenings } from './bundleCheck';
import type { LogFiles } from './files';
import { checkpointPath, journalPath, type LogHead, readHead, sameBytes } from './head';
import { verifyJournal } from './journalCheck';
import type { KnownRoot } from './keys';
import type { LogProblem } from './logError';
import { type Hash, hashLength, Tree } from './merkle';
import type { NoteVerifier } from './note';
import { formatOpeningsPath } from './opening';
import { type BundleRange, type RangeVerifier, rangeLength, verifyRange } from './rangeCheck';
import { type KeptCheckpoint, type Statements, verifyStatements } from './statementCheck';
import { tileWidth } from './tile';
import { DerivedTiles } from './tileCheck';

export interface VerifyOptions {
  /** Keys known from elsewhere: the log has to be signed by one of them, or one they endorse. */
  readonly trusted?: readonly NoteVerifier[];
  /** Checkpoints kept elsewhere: the log has to go on from each of them. */
  readonly against?: readonly KeptCheckpoint[];
  /** Verifies bundles in other threads, as many ranges at once as `parallel` says. */
  readonly verifyRange?: RangeVerifier;
  readonly parallel?: number;
}

export interface LogReport {
  readonly ok: boolean;
  /** Number of entries verified. */
  readonly size: number;
  /** Computed root of these, base64 as in a checkpoint. */
  readonly root: string;
  /** At most a thousand, in the order of the log. */
  readonly problems: readonly LogProblem[];
  /** Verifier key that signs the log; absent where it is not signed. */
  readonly key?: string;
  /** Number of entries at the beginning that were pruned: their hashes are verified, their content is gone. */
  readonly pruned?: number;
  /** What witnesses have confirmed. */
  readonly witnesses?: readonly { readonly name: string; readonly size: number; readonly time: string }[];
}

/** What the checks of one run share. */
export interface Verification extends BundleRun {
  readonly tiles: DerivedTiles;
}

const maxProblems = 1000;

/** Reports whether the log is whole, and where it is not. Rejects only where files can't be read at all. */
export async function verifyLog(files: LogFiles, options: VerifyOptions = {}): Promise<LogReport> {
  for (let attempt = 1; ; attempt++) {
    const head = await readHead(files);
    const report = await verifyHead(files, head, options);
    // A writer at work may have moved files underneath; what is damaged stays so.
    if (report.ok || attempt === 5 || !(await hasMoved(files, head))) return report;
  }
}

async function verifyHead(files: LogFiles, head: LogHead, options: VerifyOptions): Promise<LogReport> {
  const names = new Set(await files.list());
  const problems: LogProblem[] = [];
  const report = (problem: LogProblem) => {
    if (problems.length < maxProblems) problems.push(problem);
  };
  const tree = new Tree();
  const tiles = new DerivedTiles(head.size, names);
  const statements = await verifyStatements(files, head, names, options, report);
  const { firstKept } = statements;
  const checkKnown = createRootCheck(statements.knownRoots, tree, report);
  const run: Verification = {
    files,
    head,
    firstKept,
    tree,
    tiles,
    isAlone: true,
    report,
    grow(hash, leaf) {
      tiles.add('entries', leaf);
      tree.push(hash, 0, (height, completed) => {
        if (height % 8 === 0) tiles.add(height / 8, completed);
      });
      checkKnown.grown();
    },
    growWhole(hash) {
      tiles.skip();
      tree.push(hash, 8, (height, completed) => {
        if (height % 8 === 0) tiles.add(height / 8, completed);
      });
      checkKnown.grown();
    },
  };
  if (names.size > 0) verifyHeadFiles(run);
  checkKnown.grown();
  await verifyBundles(run, statements, options);
  if (tree.size === head.size) {
    verifyRoot(run, tree.root());
    verifyJournal(run);
    await tiles.check(run);
  }
  checkKnown.end();
  await verifyOthers(run, statements.files);
  return {
    ok: problems.length === 0,
    size: tree.size,
    root: tree.root().toString('base64'),
    problems,
    ...summary(statements),
  };
}

/** Verifies all bundles and grows the tree by them: those that nothing else looks into a range at a time. */
async function verifyBundles(run: Verification, statements: Statements, options: VerifyOptions): Promise<void> {
  const { head, firstKept } = run;
  const verify = options.verifyRange ?? ((range: BundleRange) => verifyRange(run.files, range));
  const alone = run.tiles.partials();
  for (const { size } of statements.knownRoots) if (size % tileWidth > 0) alone.add(Math.floor(size / tileWidth));
  const full = Math.floor(head.size / tileWidth);
  const ranges = cutRanges(full, alone).map((range) => ({ ...range, size: head.size, firstKept }));
  const underWay: ReturnType<RangeVerifier>[] = [];
  let begun = 0;
  for (const [i, { from, to }] of ranges.entries()) {
    for (; begun < ranges.length && begun < i + (options.parallel ?? 1); begun++) {
      const range = ranges[begun] as BundleRange;
      underWay.push(
        alone.has(range.from) ? Promise.resolve({ problems: [], hashes: new Uint8Array() }) : verify(range),
      );
    }
    const { problems, hashes } = await (underWay.shift() as ReturnType<RangeVerifier>);
    if (alone.has(from)) {
      if (!(await verifyBundle(run, from))) return;
    } else {
      problems.forEach(run.report);
      for (let at = 0; at < hashes.length; at += hashLength)
        run.growWhole(Buffer.from(hashes.subarray(at, at + hashLength)));
      if (hashes.length < (to - from) * hashLength) return;
    }
    await run.tiles.check(run);
  }
  if (head.size % tileWidth > 0 && (await verifyBundle(run, full))) await run.tiles.check(run);
}

/** Cuts bundles 0 up to `end` into ranges; each of `alone` is a range of its own. */
function cutRanges(end: number, alone: ReadonlySet<number>): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (let from = 0; from < end; ) {
    let to = from + 1;
    while (!alone.has(from) && to < end && to < from + rangeLength && !alone.has(to)) to++;
    ranges.push({ from, to });
    from = to;
  }
  return ranges;
}

/** Returns what compares the growing tree with the roots known of its beginnings. */
function createRootCheck(known: readonly KnownRoot[], tree: Tree, report: (problem: LogProblem) => void) {
  const waiting = [...known].sort((a, b) => a.size - b.size);
  const grown = () => {
    for (let next = waiting[0]; next && next.size <= tree.size; next = waiting[0]) {
      waiting.shift();
      if (next.size === tree.size && next.root.equals(tree.root())) continue;
      const message = `the first ${next.size} entries are not those that it was made of`;
      report({ code: 'LOG_HISTORY_REWRITTEN', file: next.file, message });
    }
  };
  return {
    grown,
    end() {
      grown();
      for (const { file, size } of waiting) {
        const message = `speaks of ${size} entries, but the log has ${tree.size} that can be verified`;
        report({ code: 'LOG_ROLLED_BACK', file, index: tree.size, message });
      }
    },
  };
}

function summary({ key, firstKept, witnesses }: Statements): Partial<LogReport> {
  const confirmed = witnesses.map(({ witness, checkpoint, time }) => {
    return { name: witness.name, size: checkpoint.size, time: new Date(time * 1000).toISOString() };
  });
  return {
    ...(key && { key }),
    ...(firstKept > 0 && { pruned: firstKept }),
    ...(confirmed.length > 0 && { witnesses: confirmed }),
  };
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
async function verifyOthers(run: Verification, statements: readonly string[]): Promise<void> {
  const { files, head } = run;
  const ahead = Math.ceil(head.size / tileWidth);
  const openings = new Map<string, number>();
  for (let n = 0; n * tileWidth < run.tree.size; n++) openings.set(formatOpeningsPath(n), n);
  for (const file of run.tiles.unaccounted()) {
    if (file === checkpointPath || file === journalPath || statements.includes(file)) continue;
    const n = openings.get(file);
    if (n === undefined) run.report({ code: 'LOG_FILE_UNKNOWN', file, message: 'no part of this log' });
    else if (n >= ahead) verifyOpenings(run, n, await files.read(file), []);
  }
}
