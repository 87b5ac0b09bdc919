/**
 * The checksum in GitHub's classic tokens, after GitHub's announcement of 5 April 2021: the last six characters are the
 * CRC-32 of the thirty before them, in base 62.
 */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Reports whether `ghp_…`, `gho_…` and the like end with the checksum of what stands between prefix and checksum. */
export function hasGithubChecksum(value: string): boolean {
  const body = value.slice(value.indexOf('_') + 1);
  return body.length > 6 && githubChecksum(body.slice(0, -6)) === body.slice(-6);
}

/** Returns the six base-62 characters that follow `random` in a token. */
export function githubChecksum(random: string): string {
  let rest = crc32(random);
  let text = '';
  for (; rest > 0; rest = Math.floor(rest / 62)) text = digits[rest % 62] + text;
  return text.padStart(6, '0');
}

/** CRC-32 of ISO 3309 over the text's code units, which must be ASCII. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
