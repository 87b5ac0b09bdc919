/**
 * From what a caller reports to what the log stores: adds version, time and id, and replaces the personal values by
 * salted commitments. Knows no files.
 */

import { monotonicFactory } from 'ulid';
import { type Commitment, commitAll, saltLength } from './commitment';
import { type EntryInput, formatEntry } from './entry';
import type { LogRecord } from './journal';
import type { Hash } from './merkle';
import { formatOpening } from './opening';

/** An entry that only lacks its place in the log. */
export interface Draft {
  readonly id: string;
  readonly leaf: Buffer;
  /** Takes the entry's place, and the leaf's hash: many are hashed at once. */
  toRecord(index: number, hash: Hash): LogRecord;
}

/** Returns the function that drafts entries; ids rise even within a millisecond. Throws what `formatEntry` throws. */
export function createRecorder(options: {
  readonly clock: () => number;
  readonly random: (length: number) => Uint8Array;
}): (input: EntryInput) => Draft {
  const takeRandom = createSupply(options.random);
  const createId = monotonicFactory(() => (takeRandom(1)[0] as number) / 256);
  const createSalt = () => takeRandom(saltLength);
  return (input) => {
    const now = options.clock();
    const pathSalt = createSalt();
    const textSalt = createSalt();
    const { path, range, text } = input.target;
    const evidence = input.evidence && { ...input.evidence, salt: createSalt() };
    const id = createId(now);
    const [ofPath, ofText, ofEvidence] = commitAll([
      { salt: pathSalt, value: path },
      { salt: textSalt, value: text ?? '' },
      ...(evidence ? [evidence] : []),
    ]) as [Commitment, Commitment, Commitment];
    const leaf = formatEntry({
      v: 1,
      time: new Date(now).toISOString(),
      kind: input.kind,
      id,
      tool: input.tool,
      model: input.model,
      ...(input.request && { request: input.request }),
      target: {
        path: ofPath,
        ...(range && { range }),
        ...(text !== undefined && { text: ofText }),
      },
      ...(evidence && { evidence: { kind: evidence.kind, commitment: ofEvidence } }),
      decision: input.decision,
    });
    return {
      id,
      leaf,
      toRecord(index, hash) {
        const opening = formatOpening({
          index,
          path: { salt: pathSalt, value: path },
          ...(text !== undefined && { text: { salt: textSalt } }),
          ...(evidence && { evidence: { salt: evidence.salt, value: evidence.value } }),
        });
        return { leaf, hash, opening: Buffer.from(opening) };
      },
    };
  };
}

/** Asks for random bytes a kilobyte at a time, since each call to the system costs as much as hashing an entry. */
function createSupply(random: (length: number) => Uint8Array): (length: number) => Uint8Array {
  let bytes = new Uint8Array();
  return (length) => {
    if (bytes.length < length) bytes = Uint8Array.from(random(1024));
    const taken = bytes.subarray(0, length);
    bytes = bytes.subarray(length);
    return taken;
  };
}
