/**
 * Keys that vendors print in their documentation or build into their emulators: everyone has them, so they open nothing.
 *
 * Only values known from the vendor itself stand here, each as the first eight bytes of its SHA-256.
 */

import { sha256 } from './person/sha256';

const digests: ReadonlySet<string> = new Set([
  '0011cc25eb432071', // Azure's storage emulator
  'aa6547439583c3a2', // Azure's Cosmos DB emulator
  '2cafc0970149a84f', // Stripe's documentation, test key
  'f2d6ca16515033e5', // Stripe's documentation, older test key
  '1021ad463a161d69', // Google Charts' documentation
  '3543c50b0cb9cea8', // GitHub's documentation, personal token
  'bc3ae723f57c6b9e', // GitHub's documentation, OAuth token
  'bc1a50966c9e6486', // Hardhat's first development account
  '60a09e4357868c1e', // Hardhat's first development account
  'f56e323494a6ffc2', // tests and samples of Google's Firebase SDKs
  '2037abcaffb2b777', // tests and samples of Google's Firebase SDKs
  '3f370c9dd8225c63', // tests and samples of Google's Firebase SDKs
  'e4a5542bb7fd7b67', // tests and samples of Google's Firebase SDKs
  'a19f89ab3555eac1', // tests and samples of Google's Firebase SDKs
  '0b476bdf9acf2123', // tests and samples of Google's Firebase SDKs
  'eb540d2b6ee2a0a4', // tests and samples of Google's Firebase SDKs
  '37f8f09bdf12c2f2', // tests and samples of Google's Firebase SDKs
  '8731261cb72d8626', // tests and samples of Google's Firebase SDKs
  '49f777db995e8260', // tests and samples of Google's Firebase SDKs
  '27a9a42931dff7eb', // tests and samples of Google's Firebase SDKs
  'dc0fcf046c61640c', // tests and samples of Google's Firebase SDKs
  '4c98242dcadc8b29', // tests and samples of Google's Firebase SDKs
  'ea9bb1082cf95663', // tests and samples of Google's Firebase SDKs
  '3a8b61d0f636b007', // tests and samples of Google's Firebase SDKs
  'a6c814bc555ae62c', // tests and samples of Google's Firebase SDKs
]);

const shortest = 32;
const longest = 88;

/** Reports whether a vendor has published the value as a sample. */
export function isPublished(value: string): boolean {
  if (value.length < shortest || value.length > longest) return false;
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0));
  const digest = sha256(bytes).subarray(0, 8);
  return digests.has(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
