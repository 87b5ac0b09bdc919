/** Points tools in new terminals at the gateway, where the policy says so. */

import type * as vscode from 'vscode';
import { type TerminalEnvironmentResult, terminalEnvironmentRequest } from '../server/lsp/protocol';
import type { Connection } from './connection';

const description = 'Portcullis: tools in this terminal reach their models through the gateway of your organisation.';

/**
 * Follows what the service says; returns what stops it.
 *
 * While the service is away the variables stay: tools then find nobody at the address and send nothing past it.
 */
export function followTerminals(
  connection: Connection,
  collection: vscode.EnvironmentVariableCollection,
): vscode.Disposable {
  let shown = '{}';
  collection.persistent = false;
  collection.description = description;
  const update = async (): Promise<void> => {
    if (!connection.isConnected) return;
    try {
      const { variables } = await connection.request<TerminalEnvironmentResult>(terminalEnvironmentRequest, {});
      const next = JSON.stringify(variables);
      if (next === shown) return;
      shown = next;
      collection.clear();
      for (const [name, value] of Object.entries(variables)) collection.replace(name, value);
    } catch {
      // The service went away; it is asked again when it is back.
    }
  };
  return connection.onDidChange(() => void update());
}
