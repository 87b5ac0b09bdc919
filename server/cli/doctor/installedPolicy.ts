/** The policy that would be in force if the service ran, read by this process. */

import type { Status } from '../../lsp/protocol';
import type { GatewayAccess } from '../gateway/access';

/** Returns what the service would say of it. */
export async function installedPolicy(access: GatewayAccess): Promise<Status['policy']> {
  const store = await access.openPolicies(() => undefined);
  try {
    const { compiled, source, path, problems, layers } = store.current();
    const { name, version, digest } = compiled.identity;
    return { name, version, digest, mode: compiled.mode, source, ...(path && { path }), problems, layers };
  } finally {
    store.close();
  }
}
