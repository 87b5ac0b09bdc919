/**
 * What a command line would read and write, as far as its text tells: named paths, searches, questions to git.
 *
 * Data alone. Paths are as written, with the folders they may be relative to.
 */

import type { Pieces } from './pieces';

/** A path that a command names. */
export interface PathUse {
  readonly pieces: Pieces;
  /** Absolute folders that it may be relative to. */
  readonly bases: readonly string[];
  /** Whether naming a folder means the files below it. */
  readonly isRecursive: boolean;
  /** Whether it was found inside of other text, so that it means a file only where there is one. */
  readonly isEmbedded?: true;
}

/** A search for lines: the paths among the operands, or the folder itself where none of them is one. */
export interface SearchUse {
  /** What is searched for, where it is certain. */
  readonly pattern?: string;
  readonly isLiteral: boolean;
  readonly operands: readonly Pieces[];
  readonly bases: readonly string[];
  /** Whether folders are searched, and without operands the current one. */
  readonly isRecursive: boolean;
}

/** A command of git that prints the content of files. */
export interface GitUse {
  readonly command: string;
  /** Its arguments, `undefined` where one is not known. */
  readonly args: readonly (string | undefined)[];
  readonly bases: readonly string[];
}

export interface Reading {
  readonly reads: readonly PathUse[];
  /** Named without being read, by commands that print no content. */
  readonly mentions: readonly PathUse[];
  /** Written to, or handed to a command that may change them. */
  readonly writes: readonly PathUse[];
  readonly searches: readonly SearchUse[];
  readonly gits: readonly GitUse[];
  /** Runs a text that nobody can know before: the output of a command as a program. */
  readonly isOpaque: boolean;
  /** Calls this product to loosen what holds. */
  readonly isTampering: boolean;
}

export const nothingRead: Reading = {
  reads: [],
  mentions: [],
  writes: [],
  searches: [],
  gits: [],
  isOpaque: false,
  isTampering: false,
};

/** Returns what several command lines read together. */
export function joinReadings(readings: readonly Reading[]): Reading {
  return {
    reads: readings.flatMap(({ reads }) => reads),
    mentions: readings.flatMap(({ mentions }) => mentions),
    writes: readings.flatMap(({ writes }) => writes),
    searches: readings.flatMap(({ searches }) => searches),
    gits: readings.flatMap(({ gits }) => gits),
    isOpaque: readings.some(({ isOpaque }) => isOpaque),
    isTampering: readings.some(({ isTampering }) => isTampering),
  };
}

/** Where a command line runs. */
export interface ShellPlace {
  /** Absolute. */
  readonly cwd: string;
  readonly home: string;
  /** Variables whose values are known. */
  readonly env: Readonly<Record<string, string | undefined>>;
}
