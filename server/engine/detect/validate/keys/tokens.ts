/**
 * The checks of tokens with an inner structure that their issuers document: PyPI's macaroons, Sentry's organisation tokens.
 *
 * Knows formats only; nothing is asked of any service.
 */

import { decodeBase64 } from '../structure';

/**
 * Reports whether `pypi-…` is a macaroon of version 2 (libmacaroons): fields of type, length and content, the location
 * first, then an identifier, at last a signature of 32 bytes.
 */
export function isMacaroon(value: string): boolean {
  const bytes = decodeBase64(value.slice(value.indexOf('-') + 1));
  if (bytes === undefined || bytes.charCodeAt(0) !== 2) return false;
  const types: number[] = [];
  for (let at = 1; at < bytes.length; ) {
    const type = bytes.charCodeAt(at++);
    types.push(type);
    if (type === 0) continue;
    const low = bytes.charCodeAt(at++);
    const length = low < 0x80 ? low : (low & 0x7f) + bytes.charCodeAt(at++) * 128;
    if (type === 6) return length === 32 && at + length === bytes.length && types[0] === 1 && types[1] === 2;
    if (!(length <= 4096)) return false;
    at += length;
  }
  return false;
}

/** Reports whether the middle of `sntrys_…_…` is base64 of JSON that names an organisation and when it was issued. */
export function isSentryOrgToken(value: string): boolean {
  const text = decodeBase64(value.split('_')[1] ?? '');
  return text !== undefined && /^\{.*\}$/s.test(text) && text.includes('"iat"') && text.includes('"org"');
}
