/**
 * Evidence of an inserted text, by policy: nothing, its keyed hash, or the text sealed to the security team.
 *
 * A keyed hash can be guessed at by who holds the key: whoever knows what a text may have been can find out whether it was
 * that. It is refused for texts with personal data or card numbers, of which there are few enough to try them all. Knows no
 * files; the key is an argument.
 */

import { createHmac } from 'node:crypto';
import type { EntryInput, Evidence } from '../entry';
import { sealText } from './seal';

export type EvidencePolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'hash'; readonly key: () => Promise<Uint8Array>; readonly isGuessable: IsGuessable }
  | { readonly kind: 'sealed'; readonly recipients: readonly string[] };

/** Reports whether a text holds values of which there are few enough to try them all. */
export type IsGuessable = (text: string) => boolean;

/** Categories of labels that say the same of a whole file. */
const guessableCategories: ReadonlySet<string> = new Set(['pii', 'pci']);

/** Returns the entry with the evidence that policy wants; without, where there is no text or it must not be kept. */
export async function withEvidence(entry: EntryInput, policy: EvidencePolicy): Promise<EntryInput> {
  const { text } = entry.target;
  if (text === undefined || text === '') return entry;
  const evidence = await evidenceOf(text, entry.decision.label.categories, policy);
  return evidence === undefined ? entry : { ...entry, evidence };
}

async function evidenceOf(
  text: string,
  categories: readonly string[],
  policy: EvidencePolicy,
): Promise<Evidence | undefined> {
  if (policy.kind === 'none') return undefined;
  if (policy.kind === 'sealed') {
    return { kind: 'sealed', value: Buffer.from(await sealText(text, policy.recipients)).toString('base64') };
  }
  if (categories.some((category) => guessableCategories.has(category)) || policy.isGuessable(text)) return undefined;
  return { kind: 'hash', value: keyedHash(await policy.key(), text) };
}

/** Returns HMAC-SHA256 of the text's UTF-8 in lower-case hex. */
export function keyedHash(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
