/**
 * A policy made ready to answer, layer by layer: what every function that decides takes. Types alone.
 */

import type { Scanner } from '../detect/types';
import type { Label, Levels } from '../label';
import type { Atom, Content, PolicyIdentity } from '../types';
import type {
  DestinationSpec,
  Exception,
  FlowRule,
  InsertionRule,
  LayerKind,
  LayerModelEntry,
  LayerPolicy,
  Locality,
  Mode,
  Policy,
} from './types';

export type Matcher = (candidate: string) => boolean;

export interface CompiledRule {
  readonly id: string;
  readonly label: Label;
  /** The lower layer it belongs to; absent for the organisation's. */
  readonly layer?: string;
  readonly paths?: readonly string[];
  /** Ids of the detectors the rule names; absent where it has no `detectors`. */
  readonly detectors?: ReadonlySet<string>;
  readonly atLeast: number;
}

export interface CompiledModel {
  readonly id: string;
  readonly entry: LayerModelEntry;
  readonly clearance: Label;
  /** Absent in a lower layer's entry that only names one of the organisation's. */
  readonly fields?: { readonly [F in keyof NonNullable<LayerModelEntry['match']>]?: Matcher };
}

export interface CompiledInsertion {
  readonly rule: InsertionRule;
  /** Ids of the detectors and checks the rule names; absent where it names none. */
  readonly findings?: ReadonlySet<string>;
  readonly matchesTool?: Matcher;
}

export interface CompiledException {
  readonly exception: Exception;
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly matchesPath?: Matcher;
}

/** One layer. Layers are never merged: each gives its atoms, its clearances and its effects. */
export interface CompiledLayer {
  readonly kind: LayerKind;
  readonly policy: LayerPolicy;
  readonly identity: PolicyIdentity;
  /** Of what no path rule of this layer labels; absent where a lower layer says nothing of it. */
  readonly defaultLabel?: Label;
  readonly rules: readonly CompiledRule[];
  readonly flow: readonly FlowRule[];
  readonly insertions: readonly CompiledInsertion[];
  readonly models: readonly CompiledModel[];
}

/** What a content's place says, before its text is known. */
export interface PlaceAnswer {
  readonly atoms: readonly Atom[];
  /** The rules about content that hold for this place. */
  readonly contentRules: readonly CompiledRule[];
}

export interface Destination {
  /** Ids of the organisation's matching model entries; none means unknown. */
  readonly models: readonly string[];
  readonly locality: Locality | 'unknown';
  readonly clearance: Label;
  /** What lower layers lower the clearance to; absent where none speaks. No exception reaches above it. */
  readonly lowered?: Label;
}

/** A policy ready to answer. */
export interface CompiledPolicy {
  /** The organisation's document. */
  readonly policy: Policy;
  readonly identity: PolicyIdentity;
  readonly mode: Mode;
  readonly levels: Levels;
  readonly exceptions: readonly CompiledException[];
  /** Finds what any layer's rules name. */
  readonly scanner: Scanner;
  /** The organisation's first. */
  readonly layers: readonly [CompiledLayer, ...CompiledLayer[]];
  /** Answers by path; remembers what it answered. */
  readonly placeAnswer: (content: Pick<Content, 'path' | 'realPath'>) => PlaceAnswer;
  /** Resolves what a caller knows of a destination; remembers what it answered. */
  readonly resolve: (spec: DestinationSpec) => Destination;
}
