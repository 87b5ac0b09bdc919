/**
 * The files of a log as the log needs them; server/host/logFiles.ts provides them on a disk.
 *
 * Names are relative to the log's folder and `/`-separated. Everything here may fail with the system's error, whose
 * `code` (`ENOSPC` …) is looked at.
 */

export interface LogFiles {
  /** Returns the file's bytes, or `undefined` where there is none. */
  read(name: string): Promise<Buffer | undefined>;
  /** Returns the names of all files, without those of unfinished replacements and of the writer's lock. */
  list(): Promise<readonly string[]>;
  /**
   * Makes the file hold exactly these bytes, and makes that durable, name included, before it resolves.
   *
   * Never partially visible: readers and a later start see the former file or the new one.
   */
  replace(name: string, bytes: Uint8Array): Promise<void>;
  /** Removes the file if it exists. */
  remove(name: string): Promise<void>;
  /** Opens an existing file for writing at its end. */
  openTail(name: string): Promise<TailFile>;
}

/** The one file that grows in place. */
export interface TailFile {
  /** Writes all bytes at the position, which is the file's end. They are durable only after `sync`. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Makes what was written durable. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}
