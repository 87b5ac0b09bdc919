/**
 * What takes decoded pieces, and how much of them it still wants.
 *
 * Attacker-controlled text decides how much there is to decode; this is where it ends.
 */

import type { FindSpans, Span } from '../spans';
import type { Piece } from './piece';

export interface Sink {
  /** Code units that the next piece may have; none once enough was decoded. */
  readonly room: number;
  /** Counts work in code units looked at; false where no more may be done. */
  spend(work: number): boolean;
  take(piece: Piece): void;
}

/** Looks for one kind of encoding in a whole text; `spansIn` gives what a search finds in it. */
export type Look = (text: string, sink: Sink, spansIn: (find: FindSpans) => Iterable<Span>) => void;
