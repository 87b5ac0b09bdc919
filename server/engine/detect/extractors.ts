/**
 * The code that a detector can name in `extract`: for values that an expression finds too slowly or not well enough.
 *
 * An extractor is pure and reads the text within its window alone, so that a rescan can keep what it said. Adding one is
 * one file and one line here.
 */

import { credentialExtractor } from './generic/credential';
import { uuidExtractor } from './generic/uuid';
import type { Confidence } from './types';
import { emailExtractor } from './validate/person/emailExtractor';
import { nameExtractor } from './validate/person/nameExtractor';

/** Where an extractor looks: around one keyword, as far as the detector's window reaches. */
export interface KeywordPlace {
  readonly text: string;
  /** The keyword, from its first code unit to behind its last. */
  readonly start: number;
  readonly end: number;
  /** What may be read; it may have line breaks. */
  readonly from: number;
  readonly to: number;
  /** The file's, `/`-separated, where there is one. */
  readonly path: string | undefined;
}

/** One thing that spoke for (positive) or against a finding. */
export interface Evidence {
  /** In a few words a person understands: `the name ends in 'password'`. */
  readonly what: string;
  readonly weight: number;
}

export interface Extractor {
  /** Calls `found` for each value that this keyword leads to. */
  extract(place: KeywordPlace, found: (offset: number, length: number, confidence: Confidence) => void): void;
  /** Returns what was weighed for the value at `offset`, found or not; empty where there is none. */
  explain(place: KeywordPlace, offset: number): readonly Evidence[];
}

export const extractors: Readonly<Record<string, Extractor>> = {
  credential: credentialExtractor,
  email: emailExtractor,
  'given-name': nameExtractor,
  uuid: uuidExtractor,
};
