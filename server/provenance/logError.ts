/**
 * What can go wrong with the provenance log, as codes that callers act on. Knows no cause but its code.
 */

export type LogErrorCode =
  /** No space is left (or a quota is used up). Nothing of the entry was kept; append again when there is space. */
  | 'LOG_DISK_FULL'
  /** The file system refused for another reason. Nothing of the entry was kept. */
  | 'LOG_IO_ERROR'
  /** Another process took over the writer's lock; this writer never writes again. */
  | 'LOG_WRITER_FENCED'
  /** Another process holds the writer's lock. */
  | 'LOG_LOCKED'
  | 'LOG_CLOSED'
  /** The log is signed, and the key to go on with is not to be had. */
  | 'LOG_KEY_MISSING'
  /** A witness or an anchor refused a checkpoint or could not be reached. */
  | 'LOG_ANCHOR_FAILED'
  | 'LOG_ENTRY_INVALID'
  | 'LOG_ENTRY_TOO_LARGE'
  | LogProblemCode;

export type LogProblemCode =
  /** The journal ends in the middle of a group that was never acknowledged. */
  | 'LOG_TORN_TAIL'
  /** A line of the journal is not what was written. */
  | 'LOG_JOURNAL_DAMAGED'
  /** An entry's bytes do not have the hash that the tree holds for it. */
  | 'LOG_LEAF_MISMATCH'
  /** A hash tile does not hold the hashes of the entries below it. */
  | 'LOG_TILE_MISMATCH'
  /** The tree's root is not the one a checkpoint or a commit line states. */
  | 'LOG_ROOT_MISMATCH'
  /** The checkpoint can't be read, or states a size or origin that the log does not have. */
  | 'LOG_CHECKPOINT_DAMAGED'
  /** What is kept beside an entry (path, salts) is damaged or does not open the entry's commitment. */
  | 'LOG_OPENING_MISMATCH'
  | 'LOG_FILE_MISSING'
  | 'LOG_FILE_UNKNOWN'
  /** A statement beside the tree (key, pruning, witness) is damaged, or no trusted key has signed it or the checkpoint. */
  | 'LOG_SIGNATURE_INVALID'
  /** The log is shorter than a checkpoint that was kept elsewhere. */
  | 'LOG_ROLLED_BACK'
  /** The log's beginning is not the one that a checkpoint, kept elsewhere or in a statement, was made of. */
  | 'LOG_HISTORY_REWRITTEN';

/** One defect of a stored log and where it is. */
export interface LogProblem {
  readonly code: LogProblemCode;
  /** The (first) entry affected, where one is. */
  readonly index?: number;
  /** Relative to the log's folder, `/`-separated. */
  readonly file: string;
  /** Byte offset in the file. */
  readonly offset?: number;
  readonly message: string;
}

/** An error that callers act on by its code; the message says what to do next. */
export class LogError extends Error {
  override readonly name = 'LogError';

  constructor(
    readonly code: LogErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Returns the error as a `LogError`; one of the file system becomes `LOG_DISK_FULL` or `LOG_IO_ERROR`. */
export function toLogError(error: unknown, doing: string): LogError {
  if (error instanceof LogError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new LogError('LOG_DISK_FULL', `no space left while ${doing}; free some space, then try again`, {
      cause: error,
    });
  }
  return new LogError('LOG_IO_ERROR', `${code ?? String(error)} while ${doing}; check the log's folder and its disk`, {
    cause: error,
  });
}
