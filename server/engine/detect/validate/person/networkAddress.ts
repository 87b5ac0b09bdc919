/**
 * Addresses in networks: told apart are those that lead to somebody and those reserved for machines, tests and documents.
 *
 * Sources: IANA's registries of special-purpose addresses for IPv4 and IPv6; RFC 5737, 3849, 7042.
 */

/** Addresses everybody configures (public name servers), which tell nothing of anyone. */
const publicServices = new Set(
  '1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220 4.2.2.2 4.4.4.4'.split(' '),
);

/** Reports whether four octets are an IPv4 address of the public Internet, written without leading zeros. */
export function isPublicIpv4(value: string): boolean {
  const parts = value.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return false;
  const [a, b, c, d] = parts.map(Number) as [number, number, number, number];
  if (Math.max(a, b, c, d) > 255 || a < 2 || a > 223 || d === 0 || publicServices.has(value)) return false;
  // An address of four small numbers is a version far more often.
  if (a < 20 && b < 20 && c < 20) return false;
  if (a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) return false;
  if ((a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 198 && (b === 18 || b === 19)))
    return false;
  return !['192.0.2', '198.51.100', '203.0.113', '192.0.0', '192.88.99', '233.252.0'].includes(`${a}.${b}.${c}`);
}

/** Reports whether the value is an IPv6 address that is no loopback, local, multicast or documentation one. */
export function isPublicIpv6(value: string): boolean {
  const text = value.toLowerCase();
  const halves = text.split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/.test(text)) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/.test(group))) return false;
  if (halves.length === 2 ? groups.length < 3 || groups.length > 7 : groups.length !== 8) return false;
  if (/^(?:f[cdf]|fe[89ab])/.test(text) || /^(?:2001:0?db8|3fff:|100:|0*:|64:ff9b)/.test(text)) return false;
  return new Set(groups).size > 2;
}

/** Reports whether six octets are the address of one network card: not all alike, no run, no example. */
export function isMacAddress(value: string): boolean {
  const octets = value.replace(/[.:-]/g, '').toLowerCase().match(/../g);
  if (octets?.length !== 6 || new Set(octets).size < 4) return false;
  const joined = octets.join('');
  return !/^(?:00005e0053|001122334455|0123456789ab|aabbccddeeff|deadbeef)/.test(joined);
}
