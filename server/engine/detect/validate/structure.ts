/**
 * Checks of secrets that have an inner structure: JSON Web Tokens, private keys, basic credentials, AWS secret keys.
 */

import { shannonEntropy } from '../entropy';
import { isNotPlaceholder } from './credential';

/** Reports whether the value is a JWT of RFC 7519: a JSON header with `alg`, a JSON payload, and a signature. */
export function isJwt(value: string): boolean {
  const [header, payload, signature] = value.split('.');
  if (header === undefined || payload === undefined || signature === undefined) return false;
  const parsed = parseJson(decodeBase64(header));
  if (typeof parsed !== 'object' || parsed === null || typeof (parsed as { alg?: unknown }).alg !== 'string')
    return false;
  if ((parsed as { enc?: unknown }).enc !== undefined) return true;
  const claims = parseJson(decodeBase64(payload));
  return typeof claims === 'object' && claims !== null && signature.length >= 20;
}

/**
 * Reports whether a PEM block between `BEGIN … PRIVATE KEY` and `END` holds a key (RFC 7468, RFC 1421 headers allowed).
 *
 * Real bodies are long, even and free of ellipses; documentation has short or made-up ones.
 */
export function isPrivateKeyBody(value: string): boolean {
  const body = value
    .replace(/-----[^-]{0,60}-----/g, '')
    .replace(/\\r|\\n|\\t/g, '\n')
    .replace(/^[ \t]*(?:Proc-Type|DEK-Info|Comment|Version|Hash):.*$/gm, '')
    .replace(/[\s"'`+,;\\#*>|]/g, '');
  const base64 = /^[A-Za-z0-9/=_-]*$/.test(body) ? body : '';
  return base64.length >= 60 && shannonEntropy(base64) >= 4 && !/(.)\1{11}/.test(base64.replace(/A{12,}/g, 'A'));
}

/** Reports whether the value is the base64 form of `user:password` (RFC 7617) with a password that is not an example. */
export function isBasicCredentials(value: string): boolean {
  const text = decodeBase64(value);
  if (text === undefined) return false;
  const colon = text.indexOf(':');
  return (
    colon >= 0 && /^[\x20-\x7e]+$/.test(text) && text.length - colon > 3 && isNotPlaceholder(text.slice(colon + 1), {})
  );
}

/** Reports whether forty base64 characters are as mixed as a generated AWS secret access key is. */
export function isAwsSecret(value: string): boolean {
  if (!/[A-Z]/.test(value) || !/[a-z]/.test(value) || !/[0-9]/.test(value)) return false;
  if (/^[0-9a-f]+$/i.test(value)) return false;
  return shannonEntropy(value) >= 4.2;
}

/** Returns the decoded text (standard or URL alphabet, one code unit a byte), `undefined` where it is not base64. */
export function decodeBase64(text: string): string | undefined {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const normal = text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  if (normal.length === 0 || normal.length % 4 === 1) return undefined;
  let result = '';
  let bits = 0;
  let count = 0;
  for (const character of normal) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    bits = ((bits << 6) | digit) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      result += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  return result;
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
