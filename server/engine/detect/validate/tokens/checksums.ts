/**
 * The checksums within tokens of Cloudflare, GitLab and Grafana. A text that fails is not a token of theirs, however
 * much it looks like one.
 */

import { crc32 } from './crc32';

/**
 * Reports whether `cfut_…`, `cfat_…` or `cfk_…` ends with the CRC-32, in hexadecimal, of the forty characters before it.
 *
 * After "Token formats" in Cloudflare's documentation.
 */
export function hasCloudflareChecksum(value: string): boolean {
  const body = value.slice(value.indexOf('_') + 1);
  return body.length === 48 && crc32(body.slice(0, 40)) === Number.parseInt(body.slice(40), 16);
}

/**
 * Reports whether `glsa_…_…` ends with the CRC-32 of what stands before the last underscore, least significant byte
 * first, as Grafana's satokengen package writes it.
 */
export function hasGrafanaChecksum(value: string): boolean {
  const at = value.lastIndexOf('_');
  const sum = crc32(value.slice(0, at)).toString(16).padStart(8, '0');
  return value.slice(at + 1) === (sum.match(/../g) ?? []).reverse().join('');
}

/**
 * Reports whether a routable token of GitLab keeps its two promises: before the last seven characters, which are the
 * CRC-32 of all others in base 36, stand two that give the payload's length in the same base.
 *
 * After GitLab's Authn::TokenField::Generator::RoutableToken; the runner's `t1_` belongs to the prefix.
 */
export function hasGitlabChecksum(value: string): boolean {
  const match = /^[a-z]+-(?:t\d_)?([\w-]+)\.(?:[\da-z]{2}\.)?([\da-z]{2})([\da-z]{7})$/.exec(value);
  const [, payload = '', length = '', sum = ''] = match ?? [];
  return payload.length === Number.parseInt(length, 36) && crc32(value.slice(0, -7)) === Number.parseInt(sum, 36);
}
