/** What the commands about the log use of the machine beside a command's usual host. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { anchorAt, postText } from '../../host/anchors';
import { createKeptRecords } from '../../host/keptRecords';
import { editStoredLines, storedTrees } from '../../host/lineStore';
import { loadLogKeys, readPublicLogKey, rotateLogKeys } from '../../host/logKeys';
import type { StatePaths } from '../../host/paths';
import { secretPlace } from '../../host/secretPlace';
import { acquireWriterLock } from '../../host/writerLock';
import type { Anchor } from '../../provenance/anchor';
import type { SigningKeys } from '../../provenance/signing';
import type { PostText } from '../../provenance/witness';
import { startVerifyThreads, type VerifyThreads } from './verifyThreads';

export interface LogAccess {
  /** Returns this user's keys, `undefined` where none was made yet. Rejects where they can't be had now. */
  loadKeys(): Promise<SigningKeys | undefined>;
  /** Makes a new key that the former one endorses, if there is one. */
  rotateKeys(former: SigningKeys | undefined): Promise<SigningKeys>;
  /** Returns the public half of this user's key, 32 bytes; `undefined` where none was made yet. */
  readPublicKey(): Promise<Buffer | undefined>;
  /** Takes a lock in a folder; `undefined` where another process holds it. */
  lock(directory: string): Promise<{ isHeld(): Promise<boolean>; release(): Promise<void> } | undefined>;
  /** The folder whose lock whoever prunes holds. */
  readonly pruneLock: string;
  readFile(path: string): Promise<Buffer>;
  /**
   * Replaces what is stored of each file's lines by what `edit` makes of it, removes it where that is `undefined`; returns
   * how many changed. With `isDry` it only counts them.
   */
  editStoredLines(edit: (stored: string) => string | undefined, isDry: boolean): Promise<number>;
  /** Returns the folders of working trees that the origin of lines is stored of. */
  storedTrees(): Promise<readonly string[]>;
  /** Returns the cursors of all sinks that ever were, by the sink's id, whatever they look like. */
  readCursors(): Promise<ReadonlyMap<string, unknown>>;
  readonly post: PostText;
  /** Returns the anchor at an `https:` address or in a folder. */
  anchorAt(place: string): Anchor;
  /** Starts threads that verify the log in the folder. */
  startVerifyThreads(directory: string, count: number): VerifyThreads;
  /** Resolves after the time, or once the signal is aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createLogAccess(
  paths: StatePaths,
  env: Readonly<Record<string, string | undefined>>,
  programFile: string,
): LogAccess {
  const place = secretPlace(paths, env);
  return {
    loadKeys: () => loadLogKeys(place),
    rotateKeys: (former) => rotateLogKeys(place, former),
    readPublicKey: () => readPublicLogKey(paths.stateDirectory),
    async lock(directory) {
      const lock = await acquireWriterLock(directory);
      return lock.heldBy === undefined ? lock : undefined;
    },
    pruneLock: join(paths.stateDirectory, 'retention'),
    readFile: (path) => readFile(path),
    editStoredLines: (edit, isDry) => editStoredLines(paths.stateDirectory, edit, isDry),
    storedTrees: () => storedTrees(paths.stateDirectory),
    async readCursors() {
      const names = await readdir(join(paths.stateDirectory, 'sinks')).catch(() => []);
      const records = createKeptRecords(paths.stateDirectory, 'sinks');
      const cursors = new Map<string, unknown>();
      for (const [, name = ''] of names.flatMap((file) => [/^((?:[0-9a-f]{2})+)\.json$/.exec(file) ?? []])) {
        if (name !== '') cursors.set(Buffer.from(name, 'hex').toString(), await records.load(name));
      }
      return cursors;
    },
    post: postText,
    anchorAt,
    startVerifyThreads: (directory, count) => startVerifyThreads(programFile, directory, count),
    pause: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => undefined),
  };
}
