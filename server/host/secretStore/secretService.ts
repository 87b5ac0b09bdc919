/** Secrets in the desktop's secret service (GNOME Keyring, KWallet), through `secret-tool` of libsecret. */

import type { RunTool, SecretStore } from '.';

/** `directory` tells apart the secrets of several state folders. */
export function createSecretService(directory: string, run: RunTool): SecretStore {
  const attributes = (name: string) => ['application', 'portcullis', 'folder', directory, 'name', name];
  return {
    kind: 'secret-service',
    async read(name) {
      const result = await run('secret-tool', ['lookup', ...attributes(name)], '');
      if (!result) throw new Error("secret-tool isn't installed; the secret service can't be read");
      // It exits with 1 both for none of that name and for a service that can't be reached, then with a message.
      if (result.code === 0) return result.stdout.trim();
      if (result.code === 1 && result.stdout === '' && result.stderr === '') return undefined;
      throw new Error(`the secret service can't be read (secret-tool: ${result.code})`);
    },
    async write(name, secret) {
      const result = await run('secret-tool', ['store', '--label=Portcullis log key', ...attributes(name)], secret);
      if (result?.code !== 0) {
        throw new Error(`the secret service can't be written (secret-tool: ${result?.code ?? 'not found'})`);
      }
    },
  };
}
