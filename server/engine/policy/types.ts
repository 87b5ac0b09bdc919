/**
 * A policy document as data, after parsing: the shapes of policies/policy.schema.json.
 *
 * Absent lists stay absent here; their meaning is given by compile.ts and decide.ts alone.
 */

import type { Detector } from '../detect/types';

export type Mode = 'observe' | 'enforce';

export const channels = [
  'inline',
  'next-edit',
  'chat',
  'agent-read',
  'agent-shell',
  'agent-edit',
  'mcp',
  'embed',
  'gateway',
] as const;
export type Channel = (typeof channels)[number];

/** From the laxest to the strictest. */
export const effects = ['allow', 'warn', 'redact', 'ask', 'block'] as const;
export type Effect = (typeof effects)[number];
export type FlowEffect = 'redact' | 'ask' | 'block';
export type InsertionEffect = 'allow' | 'warn' | 'ask' | 'block';
export type Locality = 'local' | 'self-hosted' | 'cloud';

/** A label as written: categories may be left out. */
export interface LabelSpec {
  readonly level: string;
  readonly categories?: readonly string[];
}

export interface ClassifyRule {
  readonly id: string;
  readonly label: LabelSpec;
  readonly paths?: readonly string[];
  readonly detectors?: readonly string[];
  readonly atLeast?: number;
}

export interface ModelEntry {
  readonly id: string;
  readonly match: {
    readonly hosts?: readonly string[];
    readonly endpoints?: readonly string[];
    readonly names?: readonly string[];
    readonly tools?: readonly string[];
    readonly weights?: readonly string[];
  };
  readonly locality?: Locality;
  readonly clearance: LabelSpec;
}

export interface FlowRule {
  readonly channels?: readonly Channel[];
  readonly levels?: readonly string[];
  readonly categories?: readonly string[];
  readonly rules?: readonly string[];
  readonly models?: readonly string[];
  readonly effect: FlowEffect;
}

export interface InsertionRule {
  readonly levels?: readonly string[];
  readonly detectors?: readonly string[];
  readonly checks?: readonly string[];
  readonly tools?: readonly string[];
  readonly models?: readonly string[];
  readonly effect: InsertionEffect;
}

export interface Exception {
  readonly id: string;
  readonly rules?: readonly string[];
  readonly paths?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly models?: readonly string[];
  /** ISO 8601 time with zone; the exception holds before it. */
  readonly until: string;
  readonly reason: string;
  readonly approvedBy: string;
}

/** One entry of `tests:`. With `insertion`, the decision about inserting that text into `path` is tested. */
export interface PolicyTest {
  readonly name: string;
  readonly path?: string;
  readonly text?: string;
  readonly destination?: DestinationSpec;
  readonly insertion?: { readonly text: string; readonly tool?: string };
  readonly expect: Effect | { readonly effect?: Effect; readonly label?: LabelSpec };
}

/** What the caller knows of a destination. `model` names a registry entry by id; the wire name is `name`. */
export interface DestinationSpec {
  readonly channel?: Channel;
  readonly tool?: string;
  readonly host?: string;
  readonly endpoint?: string;
  readonly name?: string;
  readonly weights?: string;
  readonly model?: string;
}

/** Where a policy stands: lower layers can only tighten what the organisation's says. */
export const layerKinds = ['organisation', 'team', 'workspace'] as const;
export type LayerKind = (typeof layerKinds)[number];

export interface Metadata {
  readonly name: string;
  readonly version: string;
  readonly owner?: string;
  /** Says that a document is a lower layer, for tools that meet it outside its place. */
  readonly layer?: LayerKind;
}

export interface Policy {
  readonly apiVersion: 'portcullis/v1';
  readonly metadata: Metadata;
  readonly mode?: Mode;
  readonly levels: readonly [string, ...string[]];
  readonly classify?: { readonly default?: string; readonly rules?: readonly ClassifyRule[] };
  readonly detectors?: readonly Detector[];
  readonly models?: readonly ModelEntry[];
  readonly unknown?: { readonly level?: string; readonly effect?: InsertionEffect };
  readonly flow?: readonly FlowRule[];
  readonly insertions?: readonly InsertionRule[];
  readonly gateway?: {
    readonly port?: number;
    readonly upstreams?: Readonly<Record<string, string | { readonly baseUrl: string; readonly speaks?: string }>>;
    /** Whether new terminals of the editor are pointed at the gateway. */
    readonly terminals?: boolean;
  };
  readonly provenance?: ProvenanceSpec;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly exceptions?: readonly Exception[];
  readonly tests?: readonly PolicyTest[];
}

export interface ProvenanceSpec {
  readonly retentionDays?: number;
  readonly evidence?: 'none' | 'hash' | 'sealed';
  /** age recipients (`age1…`) that evidence is sealed to. */
  readonly recipients?: readonly string[];
  readonly sinks?: readonly SinkSpec[];
  /** Witnesses of checkpoints, each with the verifier key that it cosigns with. */
  readonly witnesses?: readonly { readonly url: string; readonly key: string }[];
  /** Folders and `https:` addresses that take checkpoints. */
  readonly anchors?: readonly string[];
}

export const sinkTypes = ['otlp', 'syslog', 'webhook'] as const;

/** Where entries are sent as they come. */
export interface SinkSpec {
  readonly id: string;
  readonly type: (typeof sinkTypes)[number];
  /** `https:` for otlp and webhook, `tls:` for syslog; `http:` and `tcp:` to this machine alone. */
  readonly url: string;
  /** Whether entries are sent with their paths, which are personal data; false if absent. */
  readonly paths?: boolean;
  /** Absolute path of a file with the bearer token (otlp) or the key of signatures (webhook). */
  readonly secretFile?: string;
  /** Absolute path of a PEM file with the authorities that the receiver's certificate may come from. */
  readonly caFile?: string;
  /** How many entries it may be behind before the status calls it an outage. */
  readonly maxBehind?: number;
}

/** In a lower layer an entry without `match` lowers the clearance of the organisation's entry of that id. */
export type LayerModelEntry = Omit<ModelEntry, 'match'> & { readonly match?: ModelEntry['match'] };

/** A lower layer's document. What belongs to the organisation's layer may stand in it and counts for nothing. */
export interface LayerPolicy extends Omit<Policy, 'levels' | 'models'> {
  readonly levels?: Policy['levels'];
  readonly models?: readonly LayerModelEntry[];
}
