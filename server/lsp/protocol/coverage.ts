/** The messages about what holds where: coverage and drills. Names and types, nothing that runs. */

/** What leaves for a model, or comes from one, by what it is for. */
export type CoverageChannel =
  | 'inline'
  | 'next-edit'
  | 'chat'
  | 'agent-read'
  | 'agent-shell'
  | 'agent-edit'
  | 'mcp'
  | 'embed';

/**
 * `enforced`: refused where the policy says so. `detected`: seen and recorded, or held in part, not stopped for certain.
 * `open`: nothing is set up that holds it, though something could be. `impossible`: out of reach of everything of ours
 * on this machine but what the row names. `drifted`: what held it was undone.
 */
export type CoverageState = 'enforced' | 'detected' | 'open' | 'impossible' | 'drifted';

/** An assistant that was found: an extension of the window, a program on the path, or the editor itself. */
export interface FoundAssistant {
  readonly kind: 'extension' | 'program' | 'editor';
  /** Extension id in lower case, or the program's name. */
  readonly id: string;
  readonly name: string;
  readonly version?: string;
  /** What its manifest shows beside completions, which any extension may offer. */
  readonly channels?: readonly CoverageChannel[];
  /** True where it runs on the other side of a remote window, out of this extension host. */
  readonly isElsewhere?: boolean;
  /** True where the window knows that it sends from a process of its own. */
  readonly sendsByItself?: boolean;
}

/** What a mechanism says of itself. */
export interface MechanismState {
  /** `egress-guard`, `accept-gate`, `hooks/claude-code` … */
  readonly id: string;
  /** `undone`: it was put up and somebody took it away. `absent`: it was never there, or can't be had here. */
  readonly state: 'standing' | 'undone' | 'absent';
  /** What a person should know of it, a sentence. */
  readonly note?: string;
  /** How to bring it back, an imperative sentence. */
  readonly remedy?: string;
}

/** The outcome of one way of a drill. */
export interface DrillOutcome {
  /** Id of the way: `fetch`, `worker-thread`, `hook/claude-code/read` … */
  readonly way: string;
  /** `held`: the canary did not arrive. `through`: it did. `untried`: the way isn't there, or doesn't work by itself. */
  readonly outcome: 'held' | 'through' | 'untried';
  /** ISO 8601. */
  readonly time: string;
  /** Why it was not tried, or what was said in refusing. Never holds the canary. */
  readonly note?: string;
}

/** Request: what holds where, from what the window knows and what the service finds on the machine. */
export const coverageRequest = 'portcullis/coverage';
export interface CoverageParams {
  readonly window: WindowFacts;
}
export interface WindowFacts {
  /** The editor's name. */
  readonly editor: string;
  /** Whether the editor has a network stack of its own beside that of Node.js. */
  readonly hasElectron: boolean;
  readonly assistants: readonly FoundAssistant[];
  readonly mechanisms: readonly MechanismState[];
  /** The window's last drill. */
  readonly outcomes: readonly DrillOutcome[];
}
export interface CoverageReport {
  readonly rows: readonly CoverageRow[];
  /** The ways out that are no assistant's: what is true of any extension or tool that takes them. */
  readonly ways: readonly CoverageRow[];
  readonly mechanisms: readonly MechanismState[];
}
export interface CoverageRow {
  /** The assistant, or for a way out its name. */
  readonly subject:
    | Pick<FoundAssistant, 'id' | 'name' | 'version' | 'kind'>
    | { readonly id: string; readonly name: string };
  /** Absent for a way out. */
  readonly channel?: CoverageChannel;
  readonly state: CoverageState;
  /** Ids of the mechanisms that the state rests on. */
  readonly by: readonly string[];
  /** Sentences: what holds, what goes past, how to close it. */
  readonly notes: readonly string[];
  /** When a drill last showed it, ISO 8601; absent where none did. */
  readonly proved?: string;
}

/**
 * Request: begins a drill. The session has a scratch folder with a policy layer of its own until `endDrill` or until it
 * closes: the canary's label is above every clearance there, and the sink is a model of the lowest.
 */
export const beginDrillRequest = 'portcullis/beginDrill';
export interface BeginDrillParams {
  /** The sinks' origins, on loopback. */
  readonly endpoints: readonly string[];
}
export interface BeginDrillResult {
  /** Absolute; holds `file`. */
  readonly folder: string;
  /** Absolute path of the scratch file with the canary in it. */
  readonly file: string;
  readonly canary: string;
  /** In `observe` everything goes through, by the policy's own word. */
  readonly mode: 'observe' | 'enforce';
}
export const endDrillRequest = 'portcullis/endDrill';

/** Request: drills what needs no window: the hooks of every host and a gateway, with a canary and a sink of its own. */
export const drillMachineRequest = 'portcullis/drillMachine';
export interface DrillMachineParams {
  /** What a window's drill showed just now, for the table. */
  readonly shown?: readonly DrillOutcome[];
}
export interface DrillMachineResult {
  /** Of the machine alone. */
  readonly outcomes: readonly DrillOutcome[];
  /** All outcomes, the window's among them, as a table in Markdown. */
  readonly table: string;
}
