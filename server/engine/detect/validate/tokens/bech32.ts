/**
 * Bech32, the spelling of age's keys: letters and digits that are hard to confuse, and a checksum over all of them.
 *
 * After BIP 173, without its limit of ninety characters, as the age specification uses it.
 */

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Reports whether the text is a prefix, a `1` and data that ends with the six characters of their checksum. */
export function isBech32(value: string): boolean {
  if (value !== value.toUpperCase() && value !== value.toLowerCase()) return false;
  const text = value.toLowerCase();
  const at = text.lastIndexOf('1');
  if (at < 1 || text.length - at < 7) return false;
  const data = [...text.slice(at + 1)].map((character) => alphabet.indexOf(character));
  if (data.includes(-1)) return false;
  const prefix = [...text.slice(0, at)].map((character) => character.charCodeAt(0));
  return remainder([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data]) === 1;
}

/** Returns the six characters that complete `prefix`, `1` and `data`, all lower case. */
export function bech32Checksum(prefix: string, data: string): string {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  const values = [...data].map((character) => alphabet.indexOf(character));
  const all = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...values, 0, 0, 0, 0, 0, 0];
  const sum = remainder(all) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => alphabet[(sum >> shift) & 31]).join('');
}

function remainder(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, bit) => {
      if ((top >> bit) & 1) sum ^= generator;
    });
  }
  return sum >>> 0;
}
