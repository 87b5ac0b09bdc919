/**
 * What a command may use of the machine. Commands know this face alone, so that they run in tests without a process.
 */

import type { FingerprintKey } from '../host/fingerprintKey';
import type { PolicyText } from '../host/policyFile';
import type { ReadTextOptions, ReadTextResult } from '../host/readText';
import type { Output } from '../host/stdio';
import type { Walked, WalkOptions } from '../host/walk';
import type { ClassifyParams, ClassifyResult, DecideParams, DecideResult, Status } from '../lsp/protocol';
import type { LogFiles } from '../provenance/files';
import type { StartScanWorker } from './scan/workerPool';

export type { Output };

export interface CliHost {
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The program's own version. */
  readonly version: string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly files: Files;
  readonly service: ServiceAccess;
  /** Folder of the provenance log of this user. */
  readonly logDirectory: string;
  /** Returns the files of the log in a folder. */
  logFiles(directory: string): LogFiles;
  /** Starts a thread that scans; absent where there are none to be had. */
  readonly startScanWorker?: StartScanWorker;
  /** How many threads run at once. */
  readonly cores?: number;
  now(): Date;
  /** Returns this user's key for fingerprints of values, made at the first use. */
  fingerprintKey(): Promise<FingerprintKey>;
}

export interface Files {
  readPolicy(path: string): Promise<PolicyText>;
  readText(path: string, options: ReadTextOptions): Promise<ReadTextResult>;
  walk(start: string, options: WalkOptions): AsyncIterable<Walked>;
  /** Replaces or makes a file in one step; rejects with the system's error. */
  writeText(path: string, text: string): Promise<void>;
  /** Returns the path with all links resolved, `undefined` where there is nothing. */
  realPath(path: string): Promise<string | undefined>;
}

/** The user's service, started where it isn't running. */
export interface ServiceAccess {
  decide(params: DecideParams): Promise<DecideResult>;
  classify(params: ClassifyParams): Promise<ClassifyResult>;
  /** Returns `undefined` where no service is running; starts none. */
  status(): Promise<Status | undefined>;
  /** Returns whether there was one to stop. */
  stop(): Promise<boolean>;
}
