/** Secrets sealed by Windows to the user's account (DPAPI), through PowerShell; what is sealed lies in a file. */

import type { RunTool, SecretStore } from '.';

export function createDpapi(file: SecretStore, run: RunTool): SecretStore {
  const call = async (method: 'Protect' | 'Unprotect', base64: string): Promise<string> => {
    const script = [
      'Add-Type -AssemblyName System.Security',
      '$bytes = [Convert]::FromBase64String([Console]::In.ReadToEnd().Trim())',
      `$out = [Security.Cryptography.ProtectedData]::${method}($bytes, $null, 'CurrentUser')`,
      '[Console]::Out.Write([Convert]::ToBase64String($out))',
    ].join('; ');
    const result = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], base64);
    if (result?.code !== 0)
      throw new Error(`DPAPI failed to ${method.toLowerCase()} (powershell: ${result?.code ?? 'not found'})`);
    return result.stdout.trim();
  };
  return {
    kind: 'dpapi',
    async read(name) {
      const sealed = await file.read(`${name}.dpapi`);
      return sealed === undefined ? undefined : Buffer.from(await call('Unprotect', sealed), 'base64').toString();
    },
    async write(name, secret) {
      await file.write(`${name}.dpapi`, await call('Protect', Buffer.from(secret).toString('base64')));
    },
  };
}
