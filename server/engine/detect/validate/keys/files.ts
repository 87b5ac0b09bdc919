/**
 * The checks of secrets in files of a fixed form: PuTTY's keys, Cisco's configuration, wallets' phrases.
 *
 * Knows formats only, and looks at no more than the value it is given.
 */

import { isLiteralValue } from '../credential';
import { decodeBase64 } from '../structure';

/** Reports whether `Private-Lines: N` is followed by as many lines of base64 (PuTTY manual, appendix C). */
export function isPuttyKey(value: string): boolean {
  const [, count = '', rest = ''] =
    /^Private-Lines: (\d{1,3})\s*\n?([\s\S]*)$/.exec(value.replace(/\\r|\r/g, '').replace(/\\n/g, '\n')) ?? [];
  const lines = rest.split('\n').map((line) => line.trim());
  const body = lines.slice(0, Number(count)).join('');
  return Number(count) > 0 && decodeBase64(body) !== undefined && body.length > 64 * (Number(count) - 1);
}

/**
 * Reports whether the digits hide a password by Cisco's type 7: two decimal digits below 16, then pairs of hexadecimal
 * ones that give printable text with its published key.
 */
export function isCiscoType7(value: string): boolean {
  const key = 'dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87';
  const salt = Number(value.slice(0, 2));
  if (!(salt <= 15) || value.length % 2 !== 0) return false;
  for (let i = 2; i < value.length; i += 2) {
    const code = Number.parseInt(value.slice(i, i + 2), 16) ^ key.charCodeAt((salt + i / 2 - 1) % key.length);
    if (!(code >= 0x21 && code <= 0x7e)) return false;
  }
  return true;
}

/** Reports whether lower-case words can be a wallet's phrase (BIP 39): 12, 15, 18, 21 or 24, hardly any of them twice. */
export function isMnemonic(value: string): boolean {
  const words = value.trim().split(/\s+/);
  return words.length % 3 === 0 && words.length >= 12 && words.length <= 24 && new Set(words).size > words.length - 3;
}

/** Reports whether the value is base64 or hexadecimal of at least 32 bytes that are not all alike. */
export function isKeyBytes(value: string): boolean {
  if (/^[0-9a-f]+$/i.test(value)) return value.length >= 64 && new Set(value.toLowerCase()).size >= 10;
  const bytes = decodeBase64(value);
  return bytes !== undefined && bytes.length >= 32 && new Set(bytes).size >= 16;
}

/** What Microsoft's documentation of NuGet shows, and every copy of it. */
const shownNugetPasswords = new Set(['33f!!lloppa', 'hal+9ooo_da!sY']);

/** Reports whether a password in a NuGet configuration is one: no variable in percent signs, no row of one character. */
export function isNugetPassword(value: string): boolean {
  return !/^%.*%$|^\[.*\]$|^\$|\{/.test(value) && new Set(value).size >= 4 && !shownNugetPasswords.has(value);
}

/** Reports whether an SNMP community is neither what devices come with nor a reference. */
export function isSnmpCommunity(value: string): boolean {
  return !/^(?:public|private|community|string|read(?:only)?|write)$/i.test(value) && isLiteralValue(value, {});
}
