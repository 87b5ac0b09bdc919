/**
 * The certificate authorities this machine trusts, corporate ones included. Knows nothing of who is connected to.
 */

import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/** Where Linux distributions keep all authorities in one file. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Node.js tells them itself since version 22.15. */
const { getCACertificates } = tls as { getCACertificates?: (type: 'default' | 'system') => string[] };

/**
 * Returns a context that trusts Node's own authorities, those of `NODE_EXTRA_CA_CERTS` and `SSL_CERT_FILE`, and the
 * system's. A file that can't be read adds nothing.
 */
export function createTrust(env: Readonly<Record<string, string | undefined>>): tls.SecureContext {
  const named = [env['NODE_EXTRA_CA_CERTS'], env['SSL_CERT_FILE']].flatMap((file) =>
    file ? readAuthorities(file) : [],
  );
  const own = getCACertificates?.('default') ?? tls.rootCertificates;
  const system = getCACertificates?.('system') ?? bundles.map(readAuthorities).find((found) => found.length > 0) ?? [];
  return tls.createSecureContext({ ca: [...new Set([...own, ...system, ...named])], minVersion: 'TLSv1.2' });
}

function readAuthorities(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  } catch {
    return [];
  }
}
