/**
 * From what a caller reports to what the log stores: adds version, time and id, and replaces the personal values by
 * salted commitments. Knows no files.
 */

import { monotonicFactory } from 'ulid';
import { commitAll, type Salted, saltLength } from './commitment';
import { type EntryInput, formatEntryAround } from './entry';
import { formatOpening } from './opening';

/** An entry that only lacks its place in the log, and its commitments: those of many are hashed at once. */
export interface Draft {
  readonly id: string;
  /** The leaf's text around its commitments. */
  readonly pieces: readonly string[];
  readonly path: Salted;
  readonly text: Salted | undefined;
  readonly evidence: Salted | undefined;
}

/** Returns the function that drafts entries; ids rise even within a millisecond. Throws what `formatEntryAround` throws. */
export function createRecorder(options: {
  readonly clock: () => number;
  readonly random: (length: number) => Uint8Array;
}): (input: EntryInput) => Draft {
  const takeRandom = createSupply(options.random);
  const createId = monotonicFactory(() => (takeRandom(1)[0] as number) / 256);
  const createSalt = () => takeRandom(saltLength);
  const formatTime = createTimeFormat();
  return (input) => {
    const now = options.clock();
    const { target, evidence } = input;
    const id = createId(now);
    return {
      id,
      pieces: formatEntryAround(input, formatTime(now), id),
      path: { salt: createSalt(), value: target.path },
      text: target.text === undefined ? undefined : { salt: createSalt(), value: target.text },
      evidence: evidence && { salt: createSalt(), value: evidence.value },
    };
  };
}

/** Returns of each draft the texts of its leaf and of its opening; the first becomes entry `first`. */
export function finishDrafts(drafts: readonly Draft[], first: number): string[] {
  const values: Salted[] = [];
  for (const { evidence, path, text } of drafts) {
    if (evidence) values.push(evidence);
    values.push(path);
    if (text) values.push(text);
  }
  const commitments = commitAll(values);
  const texts: string[] = [];
  let index = first;
  let next = 0;
  for (const { pieces, path, text, evidence } of drafts) {
    let leaf = pieces[0] as string;
    for (let k = 1; k < pieces.length; k++) leaf += `${commitments[next++]}${pieces[k]}`;
    texts.push(leaf, formatOpening({ index, path, text, evidence }));
    index++;
  }
  return texts;
}

/** Asks for random bytes a kilobyte at a time, since each call to the system costs as much as hashing an entry. */
function createSupply(random: (length: number) => Uint8Array): (length: number) => Uint8Array {
  let bytes = Buffer.alloc(0);
  let end = 0;
  return (length) => {
    if (end + length > bytes.length) {
      bytes = Buffer.from(random(1024));
      end = 0;
    }
    end += length;
    return bytes.subarray(end - length, end);
  };
}

/** Entries of one millisecond share the text of their time. */
function createTimeFormat(): (time: number) => string {
  let last = Number.NaN;
  let text = '';
  return (time) => {
    if (time !== last) text = new Date(time).toISOString();
    last = time;
    return text;
  };
}
