/**
 * What a command may use of the machine. Commands know this face alone, so that they run in tests without a process.
 */

import type { FileOutput } from '../host/fileOutput';
import type { FingerprintKey } from '../host/fingerprintKey';
import type { PolicyText } from '../host/policyFile';
import type { ReadTextOptions, ReadTextResult } from '../host/readText';
import type { Output } from '../host/stdio';
import type { Walked, WalkOptions } from '../host/walk';
import type { WriterLock } from '../host/writerLock';
import type {
  AnswerHookParams,
  AnswerHookResult,
  ClassifyParams,
  ClassifyResult,
  DecideParams,
  DecideResult,
  Status,
} from '../lsp/protocol';
import type { DrillMachineResult, DrillOutcome } from '../lsp/protocol/coverage';
import type { LogFiles } from '../provenance/files';
import type { GitWiring, LineStore, Repository } from '../provenance/lines/repository';
import type { GatewayAccess } from './gateway/access';
import type { LogAccess } from './log/access';
import type { StartScanWorker } from './scan/workerPool';

export type { Output };

export interface CliHost {
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The words that call the program of hooks from anywhere; absent where there is none of its own. */
  readonly hookProgram?: readonly string[];
  /** The program's own version. */
  readonly version: string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly files: Files;
  readonly service: ServiceAccess;
  /** Folder of the provenance log of this user. */
  readonly logDirectory: string;
  /** Takes the writer's lock of the log in a folder, or returns the process that holds it. */
  lockLog(directory: string): Promise<WriterLock | { readonly heldBy: number }>;
  /** Returns the files of the log in a folder. */
  logFiles(directory: string): LogFiles;
  /** What the commands about the log use of keys, locks and the network; absent where there are none to be had. */
  readonly log?: LogAccess;
  /** What the commands about the gateway use; absent where there is no network to be had. */
  readonly gateway?: GatewayAccess;
  /** What the commands about the origin of lines use; absent where there is no git to be had. */
  readonly lines?: LinesAccess;
  /** Runs a program for its version and returns what it prints; absent where nothing is run. */
  askVersion?(program: string): Promise<string | undefined>;
  /** Returns what the last drill of this machine showed; absent where none is kept. */
  drillOutcomes?(): Promise<readonly DrillOutcome[]>;
  /** Starts a thread that scans; absent where there are none to be had. */
  readonly startScanWorker?: StartScanWorker;
  /** How many threads run at once. */
  readonly cores?: number;
  now(): Date;
  /** Returns this user's key for fingerprints of values, made at the first use. */
  fingerprintKey(): Promise<FingerprintKey>;
}

export interface LinesAccess {
  /** Returns the repository whose working tree holds the folder; rejects with a `GitError` where there is none. */
  repository(folder: string): Promise<Repository>;
  readonly store: LineStore;
  /** The repository's hooks and settings. */
  wiring(repository: Repository): GitWiring;
}

export interface Files {
  readPolicy(path: string): Promise<PolicyText>;
  readText(path: string, options: ReadTextOptions): Promise<ReadTextResult>;
  walk(start: string, options: WalkOptions): AsyncIterable<Walked>;
  /** Replaces or makes a file in one step, a new one with `mode`; rejects with the system's error. */
  writeText(path: string, text: string, mode?: number): Promise<void>;
  /** Begins a file that is written piece by piece; rejects with the system's error. */
  create(path: string): Promise<FileOutput>;
  /** Returns the path with all links resolved, `undefined` where there is nothing. */
  realPath(path: string): Promise<string | undefined>;
}

/** The user's service, started where it isn't running. */
export interface ServiceAccess {
  decide(params: DecideParams): Promise<DecideResult>;
  classify(params: ClassifyParams): Promise<ClassifyResult>;
  /** Answers an event of an agent's hook; absent where no service can be reached. */
  answerHook?(params: AnswerHookParams): Promise<AnswerHookResult>;
  /** Drills the hooks and a gateway; absent where no service can be reached. */
  drill?(): Promise<DrillMachineResult>;
  /** Returns `undefined` where no service is running; starts none. */
  status(): Promise<Status | undefined>;
  /** Returns whether there was one to stop. */
  stop(): Promise<boolean>;
}
