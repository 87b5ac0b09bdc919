/**
 * Looks at the whole text, for what no keyword's surroundings can tell: columns of tables, encoded text.
 *
 * Such a pass runs again at every edit, so it must leave ordinary text after a glance. Adding one is one file and one line
 * here.
 */

import { findConfusableNames } from './confusables/confusableNames';
import { encodedText } from './encoded/encodedText';
import type { FindSpans, Span } from './spans';
import { tables } from './tables/tables';
import type { Finding } from './types';

export interface DocumentPassTools {
  /** The file's, `/`-separated, where there is one. */
  readonly path: string | undefined;
  /** Whether it is known that all of the text is ASCII. */
  readonly isAscii: boolean;
  /** How often text was decoded out of other text so far: 0 for the document itself. */
  readonly depth: number;
  /** Whether findings of this detector are wanted. */
  readonly wants: (detector: string) => boolean;
  /** Gives all spans that a search finds in the text; after an edit it searches around that alone. */
  readonly spansIn: (find: FindSpans) => Iterable<Span>;
  /** Returns what all detectors see in a text made out of this one; offsets are its own. Spends by itself. */
  readonly scan: (inner: string) => readonly Finding[];
  /** Counts work in code units looked at; false where the budget has ended: stop then. */
  readonly spend: (work: number) => boolean;
  readonly found: (finding: Finding) => void;
}

export type DocumentPass = (text: string, tools: DocumentPassTools) => void;

export const documentPasses: readonly DocumentPass[] = [tables, encodedText, findConfusableNames];
