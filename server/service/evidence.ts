/** Evidence as the policy in force wants it, on its way from the one who reports an entry to the log. */

import { builtinDetectors } from '../engine/detect/builtin';
import { familyOf } from '../engine/detect/resolve';
import { scannerFor } from '../engine/policy/scanners';
import type { ProvenanceSpec } from '../engine/policy/types';
import type { KeptKey } from '../host/keptKey';
import type { Status } from '../lsp/protocol';
import type { EntryInput } from '../provenance/entry';
import { type EvidencePolicy, withEvidence } from '../provenance/evidence/evidence';

export interface EvidenceOptions {
  /** What the policy in force says. */
  readonly spec: () => ProvenanceSpec | undefined;
  /** Returns this user's key for hashes, made at the first use. */
  readonly loadKey: () => Promise<KeptKey>;
}

export interface EvidenceKeeper {
  /** Returns the entry with its evidence; without where that can't be had, which the status then says. Never rejects. */
  add(entry: EntryInput): Promise<EntryInput>;
  status(): NonNullable<Status['log']['evidence']>;
}

/** Families of detectors whose values are few enough to try them all: personal data and payment cards. */
const guessable = builtinDetectors.filter(({ id }) => familyOf(id) === 'pii');

export function createEvidenceKeeper({ spec, loadKey }: EvidenceOptions): EvidenceKeeper {
  let failure: string | undefined;
  const kind = (): ProvenanceSpec['evidence'] & string => spec()?.evidence ?? 'none';

  async function hashKey(): Promise<Uint8Array> {
    const { key, problem } = await loadKey();
    // A key of this process alone would make hashes that nobody can ever compare.
    if (problem !== undefined) throw new Error(`the key of evidence can't be kept: ${problem}`);
    return key;
  }

  function policy(): EvidencePolicy {
    switch (kind()) {
      case 'sealed':
        return { kind: 'sealed', recipients: spec()?.recipients ?? [] };
      case 'hash':
        return { kind: 'hash', key: hashKey, isGuessable };
      default:
        return { kind: 'none' };
    }
  }

  return {
    async add(entry) {
      try {
        const kept = await withEvidence(entry, policy());
        failure = undefined;
        return kept;
      } catch (error) {
        failure = error instanceof Error ? error.message : 'it could not be made';
        return entry;
      }
    },
    status: () => ({ kind: kind(), ...(failure === undefined ? {} : { error: failure }) }),
  };
}

/** A scan that ran out of budget counts as one that found something. */
function isGuessable(text: string): boolean {
  const { findings, exhausted } = scannerFor(guessable).scan(text);
  return findings.length > 0 || exhausted;
}
