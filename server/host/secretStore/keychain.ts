/**
 * Secrets in the macOS keychain, through `security`. The secret goes in by its standard input: arguments can be read by
 * every process of the machine.
 */

import type { RunTool, SecretStore } from '.';

/** `directory` tells apart the secrets of several state folders. */
export function createKeychain(directory: string, run: RunTool): SecretStore {
  const service = `portcullis ${directory}`;
  return {
    kind: 'keychain',
    async read(name) {
      const result = await run('security', ['find-generic-password', '-s', service, '-a', name, '-w'], '');
      // errSecItemNotFound
      if (result?.code === 44) return undefined;
      if (result?.code !== 0) throw new Error(`the keychain can't be read (security: ${result?.code ?? 'not found'})`);
      return result.stdout.trim();
    },
    async write(name, secret) {
      const command = `add-generic-password -U -s ${quote(service)} -a ${quote(name)} -w ${quote(secret)}\n`;
      const result = await run('security', ['-i'], command);
      if (result?.code !== 0)
        throw new Error(`the keychain can't be written (security: ${result?.code ?? 'not found'})`);
    },
  };
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
