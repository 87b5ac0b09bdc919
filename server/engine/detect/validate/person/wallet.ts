/**
 * Addresses of wallets: Bitcoin's base58 (double SHA-256) and bech32 forms and Ethereum's.
 *
 * Sources: Bitcoin wiki "Base58Check encoding", BIP 173 and 350, EIP-55 (whose letter case is not checked here).
 */

import { sha256 } from './sha256';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Reports whether the value is a Bitcoin, Litecoin or Dogecoin address whose check digits are right. */
export function isCoinAddress(value: string): boolean {
  return /^(?:bc|tb|ltc)1/i.test(value) ? isBech32(value) : isBase58Check(value);
}

/** Reports whether the value has an address's form and looks drawn at random, whatever its check digits. */
export function isCoinAddressLike(value: string): boolean {
  return new Set(value).size > 14 && /\d.*\d.*\d/.test(value) && /[a-z].*[a-z].*[a-z]/.test(value);
}

/** Reports whether the value is 0x and forty hexadecimal digits that look drawn at random. */
export function isEtherAddress(value: string): boolean {
  const digits = value.slice(2).toLowerCase();
  return /^0x[0-9a-f]{40}$/i.test(value) && new Set(digits).size > 9 && !/(.)\1{4}|0123|1234|dead|beef/.test(digits);
}

function isBase58Check(value: string): boolean {
  if (value.length < 26 || value.length > 35) return false;
  let number = 0n;
  for (const character of value) {
    const digit = base58.indexOf(character);
    if (digit < 0) return false;
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16).padStart(50, '0');
  if (hex.length !== 50) return false;
  const bytes = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  const sum = sha256(sha256(bytes.subarray(0, 21)));
  return [0, 1, 2, 3].every((i) => sum[i] === bytes[21 + i]);
}

function isBech32(value: string): boolean {
  const text = value.toLowerCase();
  if (text !== value && value.toUpperCase() !== value) return false;
  const separator = text.lastIndexOf('1');
  const prefix = [...text.slice(0, separator)].map((character) => character.charCodeAt(0));
  const data = [...text.slice(separator + 1)].map((character) => bech32.indexOf(character));
  if (data.length < 38 || data.length > 70 || data.includes(-1)) return false;
  const sum = polymod([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data]);
  return sum === 1 || sum === 0x2bc830a3;
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, i) => {
      if ((top >> i) & 1) sum ^= generator;
    });
  }
  return sum >>> 0;
}
