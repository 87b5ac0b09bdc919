/**
 * What the language server is given: the policy in force, the log, the clock and the machine's links.
 *
 * Interfaces alone, so that the server knows no file, no socket and no other client.
 */

import type { CompiledPolicy } from '../engine/policy/compiled';
import type { Content } from '../engine/types';
import type { EntryInput } from '../provenance/entry';
import type { LineRecords } from './lines/openLines';
import type { View } from './openDocument';
import type {
  AnswerHookParams,
  AnswerHookResult,
  ClassifiedFile,
  ClassifyParams,
  PolicyProblem,
  Status,
} from './protocol';
import type { AgentEditParams } from './protocol/agentEdit';
import type {
  BeginDrillResult,
  CoverageReport,
  DrillMachineResult,
  DrillOutcome,
  WindowFacts,
} from './protocol/coverage';
import type { DecideEgressParams, DecideEgressResult } from './protocol/egress';

/** A policy in force with where it came from. */
export interface InForce {
  readonly compiled: CompiledPolicy;
  readonly source: Status['policy']['source'];
  readonly path?: string;
  readonly problems: readonly PolicyProblem[];
  readonly layers: readonly LayerInForce[];
}

/** A lower layer that counts. `kept`: its file is broken and what it said before holds. */
export type LayerInForce = NonNullable<Status['policy']['layers']>[number];

export interface Cancellation {
  readonly isCancellationRequested: boolean;
}

/** Files of a folder that ignore files leave in. */
export interface FileList {
  readonly files: readonly string[];
  /** True where there are more. */
  readonly isCut: boolean;
}

/** A window as the answers to hooks know it. */
export interface HookWindow {
  /** An agent announces an edit, and may make it. */
  announce(edit: AgentEditParams): void;
  /**
   * Returns the files that a chat in this window sends by itself and nothing else of ours sees, where it is one of the
   * folder; assumed where the window doesn't say.
   */
  chatFiles(folder: string): Promise<{ readonly files: readonly string[]; readonly isAssumed?: true }>;
}

/** Answers to the hooks of agents. */
export interface Hooks {
  /** Decides, and records what was decided. Never rejects for what a payload holds. */
  answer(params: AnswerHookParams): Promise<AnswerHookResult>;
  /** Takes a window into account; returns what ends that. */
  attend(window: HookWindow): () => void;
}

/** Decisions about what extensions send to models. */
export interface Egress {
  /** Takes what is now true of an open document: what is sent may quote it. */
  remember(view: View): void;
  /** Returns the labelled documents of which a text holds lines. */
  quoted(text: string): readonly Content[];
  /** Decides, and records the decision. */
  decide(params: DecideEgressParams, policy: CompiledPolicy): Promise<DecideEgressResult>;
}

/** What holds where, and the drills that show it. */
export interface Coverage {
  /** Without a window, what is true of the machine alone. */
  report(window: WindowFacts | undefined): Promise<CoverageReport>;
  /** Makes the scratch folder of a window's drill; `endpoints` are the sinks' origins. */
  beginDrill(endpoints: readonly string[]): Promise<Omit<BeginDrillResult, 'mode'> & { remove(): Promise<void> }>;
  /** `shown` is what a window's drill showed, for the table. */
  drillMachine(shown: readonly DrillOutcome[]): Promise<DrillMachineResult>;
}

export interface Services {
  readonly version: string;
  /**
   * The policy in force outside of any workspace folder, or within some (their paths): the layers of all of them count.
   * Another object after every change.
   */
  policy(...folders: readonly string[]): InForce;
  /** Resolves once a workspace folder's own layer counts; it does so until the returned function is called. */
  holdFolder(folder: string): Promise<() => void>;
  /** Calls the listener after every change of what is in force; returns a function that stops it. */
  onStatusChanged(listener: () => void): () => void;
  status(folder?: string): Promise<Status>;
  /** The variables that point tools in new terminals at the gateway. */
  terminalEnvironment(): Readonly<Record<string, string>>;
  readonly hooks: Hooks;
  /** What extensions of a window send to models. */
  readonly egress: Egress;
  /** Absent where nothing is known of the machine. */
  readonly coverage?: Coverage;
  /** What is stored of the origin of lines; absent where nothing is. */
  readonly lines?: LineRecords;
  now(): Date;
  /** Appends the entry once the messages at hand are answered; resolves once it is durable. A drain waits for it. */
  appendSoon(entry: EntryInput): Promise<{ readonly index: number; readonly id: string }>;
  /** Returns where a path leads, or `undefined` where there is no such file. */
  realPath(path: string): Promise<string | undefined>;
  /** Returns the files of a folder, relative and `/`-separated, as many as are looked at. Stops early when cancelled. */
  listFiles(folder: string, cancellation: Cancellation): Promise<FileList>;
  /** The places of installed policies, absolute. */
  readonly installedPolicies: readonly string[];
  classifyFiles(params: ClassifyParams, cancellation: Cancellation): Promise<readonly ClassifiedFile[]>;
  /** Where the documentation's pages are, a URI without a slash at its end. */
  readonly docsBase: string;
  /** Notes a fault without its content. */
  fault(during: string, error: unknown): void;
  /** Drains and ends the service. */
  shutdown(reason: string): void;
  readonly hasCaseInsensitivePaths: boolean;
}
