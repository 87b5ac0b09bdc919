/** Reads the labelled lines and turns them into candidates with labels; knows the corpus' form, nothing of weights. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';
import type { Candidate } from '../../server/engine/detect/generic/bounds';
import { findCandidates } from '../../server/engine/detect/generic/candidates';
import { addFeatures } from '../../server/engine/detect/generic/features';

export const root = join(__dirname, '..', '..');

/** One line that people labelled. */
export interface LabelledLine {
  readonly rule: string;
  readonly repo: string;
  readonly path: string;
  readonly text: string;
  readonly context: string;
  readonly label: boolean;
  readonly line_start: number;
  readonly value_start: number;
  readonly value_end: number;
}

/** A candidate on a labelled line; no label where the line is labelled for another value. */
export interface LabelledCandidate {
  readonly line: number;
  readonly features: ReadonlyMap<string, number>;
  readonly label: boolean | undefined;
  readonly value: string;
}

/** Reads a corpus of ../shared/corpora. */
export function readCorpus<Row>(name: string): Row[] {
  const packed = readFileSync(join(root, '..', 'shared', 'corpora', `${name}.jsonl.gz`));
  return gunzipSync(packed)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** Returns where the labelled line stands in its context. */
export function placeOf(row: LabelledLine): { readonly from: number; readonly to: number } {
  let from = 0;
  for (let line = Math.min(3, row.line_start - 1); line > 0; line--) from = row.context.indexOf('\n', from) + 1;
  const first = row.text.split('\n', 1)[0]!;
  const at = row.context.startsWith(first, from) ? from : row.context.indexOf(first);
  return at < 0 ? { from: 0, to: row.context.length } : { from: at, to: at + row.text.length };
}

const specific = compileDetectors(
  builtinDetectors.filter(({ id }) => id.startsWith('secret/') && id !== 'secret/generic-credential'),
  { vet: false },
).scanner;

/** Returns a test of whether a detector of its own answers for a candidate, so that nothing is to be learnt from it. */
export function createCovered(text: string, path: string | undefined): (candidate: Candidate) => boolean {
  const { findings } = specific.scan(text, path);
  return ({ from, to }) => findings.some(({ offset, length }) => offset < to && offset + length > from);
}

/** Returns the candidates that touch the labelled line. */
export function candidatesOf(
  row: LabelledLine,
  line: number,
  text: string,
  place: { from: number; to: number },
): LabelledCandidate[] {
  const isCovered = createCovered(text, row.path);
  const known = row.value_start >= 0 && row.value_end > row.value_start;
  return featuresIn(text, row.path)
    .filter(({ candidate }) => candidate.from < place.to && candidate.to > place.from)
    .map(({ candidate, features }) => {
      const overlaps = candidate.from < place.from + row.value_end && candidate.to > place.from + row.value_start;
      const clear = row.label ? overlaps || !known : overlaps || !known || row.text.length < 300;
      return {
        line,
        features,
        label: clear && !isCovered(candidate) ? row.label : undefined,
        value: text.slice(candidate.from, candidate.to),
      };
    });
}

/** Returns all candidates of a text with their features. */
export function featuresIn(
  text: string,
  path: string | undefined,
): { candidate: Candidate; features: Map<string, number> }[] {
  const all: { candidate: Candidate; features: Map<string, number> }[] = [];
  const seen = new Set<string>();
  keyword.lastIndex = 0;
  for (let match = keyword.exec(text); match !== null; match = keyword.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    const reach = { text, start, end, from: Math.max(0, start - before), to: Math.min(text.length, end + after) };
    findCandidates(reach, (candidate) => {
      const key = `${candidate.from}:${candidate.to}`;
      if (seen.has(key)) return;
      const features = new Map<string, number>();
      if (!addFeatures(reach, candidate, path, (name, value) => features.set(name, (features.get(name) ?? 0) + value)))
        return;
      seen.add(key);
      all.push({ candidate, features });
    });
    keyword.lastIndex = start + 1;
  }
  return all;
}

const detector = parse(
  readFileSync(join(root, 'policies', 'detectors', 'secret', 'generic-credential.yaml'), 'utf8'),
) as { readonly keywords: readonly string[]; readonly window: { readonly before: number; readonly after: number } };
const { before, after } = detector.window;
const keyword = new RegExp(detector.keywords.join('|'), 'gi');
