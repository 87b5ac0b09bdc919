/**
 * What `diffPolicies` answers: which decisions differ between two policies, as statements that can be read and asked.
 *
 * Shapes only; how they come about is the other files' business.
 */

import type { Channel, Effect } from '../types';

/** `laxer`: what was held back more goes now. `neutral`: a change that by itself says neither. */
export type Direction = 'laxer' | 'stricter' | 'neutral';

/** Some names of an open set: those listed, or all but those listed. */
export type NameSet = { readonly in: readonly string[] } | { readonly notIn: readonly string[] };

/** The category sets within `allowed` that hold at least one category of each of `needs`. */
export interface CategorySets {
  readonly allowed: NameSet;
  readonly needs: readonly NameSet[];
}

/** A model entry's id; `undefined` for a destination that no entry matches. */
export type ModelId = string | undefined;

/** A channel; `undefined` where the caller does not say. */
export type StatedChannel = Channel | undefined;

/** Whether an atom has ranges that a redaction would replace: a detector's has, a path's or the default's has not. */
export type Ranges = 'with' | 'without';

/** Whose rule an atom is of: exceptions and the organisation's flow rules by `rules` are about its own alone. */
export type Origin = 'organisation' | 'lower';

/** All atoms of the product of these fields get another effect from the new policy. */
export interface FlowChange {
  readonly models: readonly ModelId[];
  readonly channels: readonly StatedChannel[];
  readonly levels: readonly string[];
  /** Alternatives without overlap. */
  readonly categories: readonly CategorySets[];
  /** Ids of the classification rules that the atoms come from, `default` for the default. */
  readonly rules: NameSet;
  readonly origins: readonly Origin[];
  readonly ranges: readonly Ranges[];
  readonly before: Effect;
  readonly after: Effect;
  readonly direction: Direction;
}

/** Where inserted text comes from, as its caller states it; nothing stated is a source nobody knows. */
export interface InsertionSource {
  readonly tool?: string;
  readonly name?: string;
  readonly host?: string;
}

/** Insertions into files of these levels, with one of these findings, from these sources get another effect. */
export interface InsertionChange {
  readonly levels: readonly string[];
  /** Detector and check ids; `undefined` for text that none of them speaks to. */
  readonly findings: readonly (string | undefined)[];
  readonly sources: readonly InsertionSource[];
  readonly before: Effect;
  readonly after: Effect;
  readonly direction: Direction;
}

/** Something that one of the policies has, or says otherwise, whatever it comes to. */
export interface PartChange {
  readonly part: 'mode' | 'levels' | 'default' | 'unknown' | 'rule' | 'detector' | 'model' | 'exception' | 'section';
  /** Of a rule, detector, model or exception its id; the section's name. */
  readonly id?: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before?: string;
  readonly after?: string;
  readonly direction: Direction;
}

/** All of what the statements range over; a point outside it is not compared. */
export interface Domain {
  readonly models: readonly ModelId[];
  readonly channels: readonly StatedChannel[];
  /** Levels that both policies have. */
  readonly levels: readonly string[];
  readonly origins: readonly Origin[];
  /** Detector and check ids of either policy. */
  readonly findings: readonly (string | undefined)[];
  readonly sources: readonly InsertionSource[];
}

export interface PolicyDiff {
  readonly parts: readonly PartChange[];
  readonly flows: readonly FlowChange[];
  readonly insertions: readonly InsertionChange[];
  readonly domain: Domain;
  /** False where the policies were too large to compare all of the domain: there may be more changes. */
  readonly complete: boolean;
}

/** One atom on its way to one destination. */
export interface FlowPoint {
  readonly model: ModelId;
  readonly channel: StatedChannel;
  readonly level: string;
  readonly categories: readonly string[];
  readonly rule: string;
  readonly origin: Origin;
  readonly ranges: Ranges;
}

/** One insertion. */
export interface InsertionPoint {
  readonly level: string;
  readonly finding: string | undefined;
  readonly source: InsertionSource;
}
