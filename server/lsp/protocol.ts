/**
 * The custom messages between the service and its clients, beside LSP: editor windows, the CLI and hooks.
 *
 * Plain JSON over the LSP base protocol (Content-Length framing, JSON-RPC 2.0). This file is all the extension may
 * import from the server; it holds names and types and nothing that runs.
 */

import type { Label } from '../engine/label';
import type { Decision, Reason, Request } from '../engine/types';
import type { EgressRegistry } from './protocol/egress';
import type { LogStatus } from './protocol/logStatus';

/** The version of these messages; the service refuses a client of another major version. */
export const protocolVersion = '1.0';

/** Zero-based position or range as LSP has them, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Notification from the service after each (re)classification of an open document, and once after `didOpen`. */
export const classificationNotification = 'portcullis/classification';
export interface ClassificationParams {
  readonly uri: string;
  readonly version: number;
  readonly label: Label;
  /** Rank of the label's level, 0 for the lowest, and the number of levels. */
  readonly rank: number;
  readonly levelCount: number;
  /** Readable one-line reasons, most important first, never with matched text. */
  readonly reasons: readonly string[];
  /** What the insertion rules say of this target alone, before any text is known. */
  readonly insertion: InsertionVerdict;
  /** Extension ids that the policy's model entries name (lower case) whose clearance is below this label. */
  readonly deniedTools: readonly string[];
  /** Likewise, those that may see this document. */
  readonly allowedTools: readonly string[];
  /** Whether a tool that the policy does not name may see this document. */
  readonly unknownToolAllowed: boolean;
}

export interface InsertionVerdict {
  readonly effect: 'allow' | 'warn' | 'ask' | 'block';
  /** False in observe mode: obey as if `allow`, and say so. */
  readonly enforced: boolean;
  /** A sentence for the developer: what is refused, by which rule, and how to go on. Empty for `allow`. */
  readonly message: string;
}

/** Request: may this suggestion go into this document? Asked where no current classification is at hand. */
export const checkInsertionRequest = 'portcullis/checkInsertion';
export interface CheckInsertionParams {
  readonly uri: string;
  readonly tool?: string;
}

/**
 * Request: inspect what was just inserted, and record it.
 *
 * The document's state at the service is the one of the last `didChange` before this request; `ranges` are where the
 * insertion stands in it. The answer comes before the log entry is durable; `loggedNotification` says when it is.
 */
export const inspectInsertionRequest = 'portcullis/inspectInsertion';
export interface InspectInsertionParams {
  /** Chosen by the client, echoed in `loggedNotification`. */
  readonly ticket: string;
  readonly uri: string;
  readonly version: number;
  readonly ranges: readonly Range[];
  readonly kind: 'all' | 'word' | 'line';
  /** Whether a person is there to answer an `ask`. */
  readonly canAsk: boolean;
  /** The source extension in lower case, where known. */
  readonly tool?: { readonly id: string; readonly version?: string };
  /** The model's wire name, where known. */
  readonly model?: string;
  /** How source and model became known: `detailedReason`, `unknown` … */
  readonly how: string;
}
export interface InspectInsertionResult extends InsertionVerdict {
  /** `allow`, `warn`: keep. `ask`: keep only if the person says so, then send `insertionOutcome`. `block`: take out. */
  readonly decision: Decision;
}

/** Request: record what became of a suggestion that was refused before it was let in, or answered after an `ask`. */
export const recordOutcomeRequest = 'portcullis/recordOutcome';
export interface RecordOutcomeParams extends Omit<InspectInsertionParams, 'ranges' | 'version'> {
  readonly outcome: 'refused' | 'kept' | 'removed';
  readonly range?: Range;
  /** The inserted text's SHA-256, lower-case hex, where it was let in. */
  readonly textDigest?: string;
}

/** Notification from the service: the entry of a ticket is durable, or could not be written. */
export const loggedNotification = 'portcullis/logged';
export interface LoggedParams {
  readonly ticket: string;
  readonly index?: number;
  readonly id?: string;
  /** Present where the entry could not be written: what happened and what to do. */
  readonly error?: string;
}

/** Request: everything about a document's classification, for the explain command. */
export const explainRequest = 'portcullis/explain';
export interface ExplainParams {
  readonly uri: string;
}
export interface ExplainResult {
  /** Markdown, ready to show. */
  readonly markdown: string;
}

/** Request: a policy exception to propose to the policy's owner, as YAML ready to send. */
export const exceptionRequest = 'portcullis/exception';
export interface ExceptionParams {
  readonly uri: string;
  readonly rule?: string;
}
export interface ExceptionResult {
  readonly yaml: string;
  readonly owner?: string;
}

/** Request and, when it changes, notification: what is in force. */
export const statusRequest = 'portcullis/status';
export interface StatusParams {
  /** Path of the workspace folder whose layer is to be named as well. */
  readonly root?: string;
}
export const statusNotification = 'portcullis/statusChanged';
export interface Status {
  readonly version: string;
  readonly pid: number;
  readonly policy: {
    readonly name: string;
    readonly version: string;
    readonly digest: string;
    readonly mode: 'observe' | 'enforce';
    /** `organisation`: installed; `baseline`: none installed; `strictest`: the installed one is broken, no good one known. */
    readonly source: 'organisation' | 'baseline' | 'strictest';
    /** File the policy came from, absent for `strictest`. */
    readonly path?: string;
    /** Problems of the installed file; while there are any, an earlier good policy (or the strictest) is in force. */
    readonly problems: readonly PolicyProblem[];
    /** The lower layers that count everywhere, and in the folder that was asked for. */
    readonly layers?: readonly {
      readonly kind: 'team' | 'workspace';
      readonly name: string;
      readonly version: string;
      readonly path: string;
      /** `kept`: the file is broken, what it said before holds. `strictest`: it is broken and was never good. */
      readonly state: 'good' | 'kept' | 'strictest';
    }[];
  };
  readonly log: LogStatus;
  /** The gateway that stands before model endpoints; absent in services that know none. */
  readonly gateway?: GatewayState;
  /** What the egress guard of a window goes by. */
  readonly egress?: EgressRegistry;
  readonly clients: number;
}
export type GatewayState =
  /** No installed policy names upstreams. */
  | { readonly kind: 'off' }
  | { readonly kind: 'listening'; readonly port: number; readonly upstreams: readonly string[] }
  /** `held`: another program has the port, a possible impostor; tools are not pointed at it. */
  | { readonly kind: 'held' | 'failed'; readonly port: number; readonly message: string };
export interface PolicyProblem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** Request: `decide` of contract.md with the installed policy. A malformed request is an error response. */
export const decideRequest = 'portcullis/decide';
export interface DecideParams {
  readonly request: Request;
  /** ISO 8601; replaces the clock. */
  readonly now?: string;
  /** Path of the workspace folder that the contents' paths are relative to: its own layer counts. */
  readonly root?: string;
}
export type DecideResult = Decision;

/** Request: classify files by absolute path, relative to `root`. */
export const classifyRequest = 'portcullis/classify';
export interface ClassifyParams {
  readonly root: string;
  readonly paths: readonly string[];
}
export interface ClassifyResult {
  readonly files: readonly ClassifiedFile[];
}
export interface ClassifiedFile {
  readonly path: string;
  readonly label?: Label;
  readonly reasons?: readonly Omit<Reason, 'content' | 'effect'>[];
  readonly binary?: boolean;
  /** Present instead of a label where the file could not be read at all. */
  readonly error?: string;
}

/** Request: the files of the workspace that the `paths` of a rule or exception of an open policy match. */
export const matchesRequest = 'portcullis/matches';
export interface MatchesParams {
  /** The policy's. */
  readonly uri: string;
  /** The way to the rule or exception, as `["classify", "rules", 3]`. */
  readonly segments: readonly (string | number)[];
}
export interface MatchesResult {
  readonly count: number;
  /** The first of them, paths relative to their folder. */
  readonly files: readonly { readonly uri: string; readonly path: string }[];
}

/** Request: the variables for new terminals, which point tools at the gateway. They hold its token. */
export const terminalEnvironmentRequest = 'portcullis/terminalEnvironment';
/** Empty where the policy doesn't ask for it, or the gateway doesn't listen. */
export interface TerminalEnvironmentResult {
  readonly variables: Readonly<Record<string, string>>;
}

/** Request: the answer to an event of an agent's hook, in the form of the agent's host. It can refuse or ask, never grant. */
export const answerHookRequest = 'portcullis/answerHook';
export interface AnswerHookParams {
  /** The host by the word of the command line, `claude-code`. */
  readonly host: string;
  /** What the host's settings call the event; absent where the payload says it. */
  readonly event?: string;
  /** What the host sent, as it came. */
  readonly payload: string;
  /** The folder the hook was started in, absolute. */
  readonly cwd: string;
  /** Variables of the hook's environment that the payload or the endpoint refers to. */
  readonly env: Readonly<Record<string, string>>;
}
export interface AnswerHookResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Request: stop the service once what is acknowledged is durable. */
export const shutdownRequest = 'portcullis/shutdown';
