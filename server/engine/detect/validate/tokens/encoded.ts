/**
 * Tokens whose text is base64 of something with a form of its own: JSON, a JSON Web Token, a number, words and secrets.
 *
 * What is decoded is attacker-controlled: it is parsed and looked at, never kept.
 */

import { decodeBase64 } from '../structure';

/** Reports whether the text from its first `eyJ` on is base64 of a JSON object with at least two members. */
export function isBase64Json(value: string): boolean {
  const object = parseObject(decodeBase64(value.slice(Math.max(0, value.indexOf('eyJ')))));
  return object !== undefined && Object.keys(object).length >= 2;
}

/** Reports whether the value is base64 of a JSON Web Token: of two JSON objects in base64 and a signature, by dots. */
export function isBase64Jwt(value: string): boolean {
  const [header, payload, signature] = (decodeBase64(value) ?? '').split('.');
  return isBase64Object(header) && isBase64Object(payload) && signature !== undefined && /^[\w-]{20,}/.test(signature);
}

/** Reports whether the value is a JSON Web Token without its signature: a JSON header with `alg`, a JSON payload. */
export function isUnsignedJwt(value: string): boolean {
  const [header = '', payload] = value.split('.');
  return typeof parseObject(decodeBase64(header))?.['alg'] === 'string' && isBase64Object(payload);
}

/** Reports whether the part before the first dot is base64 of a Discord snowflake: a decimal number of 17 to 20 digits. */
export function isDiscordToken(value: string): boolean {
  const id = decodeBase64(value.slice(0, value.indexOf('.')));
  return id !== undefined && /^\d{17,20}$/.test(id);
}

/**
 * Reports whether the value, an entry of a Kubernetes Secret, is base64 of at least eight characters that are text or of
 * sixteen that are not, and not of a placeholder.
 */
export function isSecretEntry(value: string): boolean {
  const text = decodeBase64(value);
  if (text === undefined || (value.length % 4 !== 0 && value.includes('='))) return false;
  return /^[\t\n\r\x20-\x7e]+$/.test(text) ? text.trim().length >= 8 && !/^(.)\1+$/.test(text) : text.length >= 16;
}

function isBase64Object(text: string | undefined): boolean {
  return text !== undefined && parseObject(decodeBase64(text)) !== undefined;
}

function parseObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined || text[0] !== '{') return undefined;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
