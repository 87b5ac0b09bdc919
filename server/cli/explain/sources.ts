/** Where the documents of a policy's layers stand, for naming file and line. */

import type { Place } from '../../engine/policy/derivation/place';
import type { ParsedPolicy } from '../../engine/policy/parse';

/** The file of each layer, the organisation's first. */
export type Sources = readonly { readonly path: string; readonly parsed: Pick<ParsedPolicy, 'lineOf'> }[];

export interface FilePlace {
  readonly path: string;
  readonly line: number;
  readonly pointer: string;
}

/** Returns a place as file, line and JSON pointer. */
export function locatePlace(sources: Sources, { layer, segments }: Place): FilePlace {
  const source = sources[layer];
  const pointer = segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { path: source?.path ?? `layer ${layer}`, line: source?.parsed.lineOf(segments) ?? 1, pointer };
}

/** Returns a place as `file:line`. */
export type Say = (at: Place | undefined) => string;

/** Returns how places are told. */
export function createSay(sources: Sources): Say {
  return (at) => {
    if (at === undefined) return '-';
    const { path, line } = locatePlace(sources, at);
    return `${path}:${line}`;
  };
}

/** Returns the value with every `Place` under `at` in it replaced by file, line and pointer. */
export function withFilePlaces(sources: Sources, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => withFilePlaces(sources, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'at' ? locatePlace(sources, each as Place) : withFilePlaces(sources, each),
    ]),
  );
}
