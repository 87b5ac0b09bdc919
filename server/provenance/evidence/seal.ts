/**
 * Sealing of texts to public keys, in the age format (age-encryption.org/v1): who seals can't read it back.
 *
 * What is sealed is an age file of its own, which `age -d` opens with the identity of any one recipient.
 */

/** Of a longer text so many bytes of UTF-8 are sealed: evidence waits in memory with its entry until it is stored. */
export const maxSealedBytes = 32 * 1024;

/** Returns the age file. Throws where there is no recipient, or one is no `age1…` key. */
export async function sealText(text: string, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0)
    throw new Error("no recipients to seal evidence to; name some in 'provenance.recipients'");
  // Loaded at the first use: most policies seal nothing.
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(cut(Buffer.from(text)));
}

/** Cuts between characters. */
function cut(bytes: Buffer): Uint8Array {
  if (bytes.length <= maxSealedBytes) return bytes;
  let end = maxSealedBytes;
  while (((bytes[end] as number) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
