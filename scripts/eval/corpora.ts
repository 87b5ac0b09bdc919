/** Reads the labelled examples that detection is scored on. Knows their form alone, nothing of detectors. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One labelled example; `label` says whether it should be flagged. */
export interface Row {
  readonly source: string;
  readonly rule: string;
  readonly text: string;
  readonly label: boolean;
  readonly path?: string;
  /** The lines around `text`, itself among them. */
  readonly context?: string;
  readonly repo?: string;
  /** 1-based. */
  readonly line_start?: number;
  /** True where the label depends on options of a rule. */
  readonly options?: boolean;
  /** What the row was called where it comes from. */
  readonly name?: string;
  readonly args?: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** Returns the rows of `<folder>/<name>.jsonl.gz`, `undefined` where there is no such file. */
export function readCorpus(folder: string, name: string): readonly Row[] | undefined {
  const file = join(folder, `${name}.jsonl.gz`);
  if (!existsSync(file)) return undefined;
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
