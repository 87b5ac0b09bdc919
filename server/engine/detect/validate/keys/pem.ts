/**
 * What stands inside PEM armour: the DER of a private key, OpenSSH's own format, OpenPGP packets.
 *
 * Reads the first bytes only; it never tries to use a key. Accepts armour that was written into JSON, YAML or source.
 */

import { decodeBase64 } from '../structure';

/** Reports whether a PEM block holds a private key: PKCS #1, #8 or SEC 1 in DER, or RFC 1421's encrypted form of them. */
export function isPemPrivateKey(value: string): boolean {
  const bytes = decodeBase64(armourBody(value));
  if (bytes === undefined || bytes.length < 40) return false;
  if (/DEK-Info:/.test(value)) return bytes.length % 8 === 0 && new Set(bytes).size > 24;
  return isDerPrivateKey(bytes);
}

/** Reports whether a PEM block holds what ssh-keygen writes (openssh-portable, PROTOCOL.key): it begins with a mark. */
export function isOpensshPrivateKey(value: string): boolean {
  const bytes = decodeBase64(armourBody(value));
  return bytes?.startsWith('openssh-key-v1\0') === true && bytes.length > 100;
}

/** Reports whether an armoured block begins with a secret-key packet, and holds its checksum if it has one (RFC 9580). */
export function isPgpPrivateKey(value: string): boolean {
  const body = armourBody(value);
  const [, encoded = '', checksum] = /^(.*?={0,2})(?:=([A-Za-z0-9+/]{4}))?$/.exec(body) ?? [];
  const bytes = decodeBase64(encoded);
  if (bytes === undefined || bytes.length < 60) return false;
  const tag = bytes.charCodeAt(0);
  const packet = tag & 0x40 ? tag & 0x3f : (tag >> 2) & 0xf;
  if ((tag & 0x80) === 0 || (packet !== 5 && packet !== 7)) return false;
  return checksum === undefined || decodeBase64(checksum) === crc24(bytes);
}

/** Returns the base64 between the lines of an armour, without headers, escapes, indents and the quotes of source code. */
export function armourBody(value: string): string {
  return value
    .replace(/-----[^-]{0,60}-----/g, '')
    .replace(/\\r|\\n|\\t/g, '\n')
    .replace(/^[ \t]*(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset):.*$/gm, '')
    .replace(/["'`]\s*\+\s*["'`]/g, '')
    .replace(/[\s"'`,;\\#*>|]/g, '')
    .replace(/[^A-Za-z0-9+/=].*$/s, '');
}

/** A SEQUENCE of plausible length that begins with a version (a key) or an algorithm (an encrypted key). */
function isDerPrivateKey(bytes: string): boolean {
  const outer = readHeader(bytes, 0);
  if (outer?.tag !== 0x30 || outer.length < 38 || outer.length > 20_000) return false;
  const first = readHeader(bytes, outer.next);
  if (first?.tag === 0x02) return first.length === 1 && bytes.charCodeAt(first.next) <= 1;
  return first?.tag === 0x30 && bytes.charCodeAt(first.next) === 0x06;
}

function readHeader(bytes: string, at: number): { tag: number; length: number; next: number } | undefined {
  if (at + 4 > bytes.length) return undefined;
  const tag = bytes.charCodeAt(at);
  const short = bytes.charCodeAt(at + 1);
  if (short < 0x80) return { tag, length: short, next: at + 2 };
  if (short === 0x81) return { tag, length: bytes.charCodeAt(at + 2), next: at + 3 };
  if (short === 0x82) return { tag, length: bytes.charCodeAt(at + 2) * 256 + bytes.charCodeAt(at + 3), next: at + 4 };
  return undefined;
}

/** RFC 9580, section 6.1.1, as three code units. */
function crc24(bytes: string): string {
  let crc = 0xb704ce;
  for (let i = 0; i < bytes.length; i++) {
    crc ^= bytes.charCodeAt(i) << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= 0x1864cfb;
    }
  }
  return String.fromCharCode((crc >> 16) & 0xff, (crc >> 8) & 0xff, crc & 0xff);
}
