/**
 * From what a caller reports to what the log stores: adds version, time and id, and replaces the personal values by
 * salted commitments. Knows no files.
 */

import { monotonicFactory } from 'ulid';
import { commit, saltLength } from './commitment';
import { type EntryInput, formatEntry } from './entry';
import type { LogRecord } from './journal';
import { leafHash } from './merkle';
import { formatOpening } from './opening';

/** An entry that only lacks its place in the log. */
export interface Draft {
  readonly id: string;
  toRecord(index: number): LogRecord;
}

/** Returns the function that drafts entries; ids rise even within a millisecond. Throws what `formatEntry` throws. */
export function createRecorder(options: {
  readonly clock: () => number;
  readonly random: (length: number) => Uint8Array;
}): (input: EntryInput) => Draft {
  const createId = monotonicFactory(() => (options.random(1)[0] as number) / 256);
  const createSalt = createSalts(options.random);
  return (input) => {
    const now = options.clock();
    const pathSalt = createSalt();
    const textSalt = createSalt();
    const { path, range, text } = input.target;
    const id = createId(now);
    const leaf = formatEntry({
      v: 1,
      time: new Date(now).toISOString(),
      kind: input.kind,
      id,
      tool: input.tool,
      model: input.model,
      target: {
        path: commit(pathSalt, path),
        ...(range && { range }),
        ...(text !== undefined && { text: commit(textSalt, text) }),
      },
      decision: input.decision,
    });
    const hash = leafHash(leaf);
    return {
      id,
      toRecord(index) {
        const opening = formatOpening({
          index,
          path: { salt: pathSalt, value: path },
          ...(text !== undefined && { text: { salt: textSalt } }),
        });
        return { leaf, hash, opening: Buffer.from(opening) };
      },
    };
  };
}

/** Asks for random bytes many salts at a time, since each call to the system costs as much as hashing an entry. */
function createSalts(random: (length: number) => Uint8Array): () => Uint8Array {
  let bytes = new Uint8Array();
  return () => {
    if (bytes.length < saltLength) bytes = Uint8Array.from(random(64 * saltLength));
    const salt = bytes.subarray(0, saltLength);
    bytes = bytes.subarray(saltLength);
    return salt;
  };
}
