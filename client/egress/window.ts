/**
 * The egress guard in a window: asks the service by the window's connection, follows the policy, and tells the user.
 *
 * What is refused is told once a while for each sender and reason: assistants try again by themselves.
 */

import * as vscode from 'vscode';
import {
  type DecideEgressParams,
  type DecideEgressResult,
  decideEgressRequest,
  type EgressRegistry,
} from '../../server/lsp/protocol/egress';
import type { Connection } from '../connection';
import { type EgressGuard, installEgressGuard } from './guard';

const setting = 'portcullis.egress.enabled';
/** What the service said last, for the time before it is reached. */
const registryKey = 'portcullis.egressRegistry';
const quietMs = 60_000;
const checkMs = 10_000;

/** Watches from now on, where the setting says so, until it is disposed of. */
export function startEgressGuard(
  connection: Connection,
  { extension, globalState }: Pick<vscode.ExtensionContext, 'extension' | 'globalState'>,
): vscode.Disposable {
  let guard: EgressGuard | undefined;
  const told = new Map<string, number>();

  function tell(message: string): void {
    const now = performance.now();
    for (const [each, at] of told) if (now - at > quietMs) told.delete(each);
    if (!told.has(message)) void vscode.window.showWarningMessage(message);
    told.set(message, now);
  }

  function install(): EgressGuard {
    return installEgressGuard({
      ask: async (params: DecideEgressParams) => {
        await started(connection);
        return connection.request<DecideEgressResult>(decideEgressRequest, params);
      },
      extensions: () =>
        vscode.extensions.all
          .filter(({ id }) => id !== extension.id)
          .map(({ id, extensionPath }) => ({ id: id.toLowerCase(), path: extensionPath })),
      refused: ({ reason }, { url }, sender) => tell(`${nameOf(sender)} → ${new URL(url).host}: ${reason}`),
      undone: (names) =>
        tell(
          `Another extension replaced ${names.join(', ')}, by which Portcullis watches what is sent to models. It is watched again; what was sent in between was not.`,
        ),
      registry: globalState.get<EgressRegistry>(registryKey),
    });
  }

  function follow(): void {
    const { status, isConnected } = connection;
    const gateway = isConnected && status?.gateway?.kind === 'listening' ? status.gateway.port : undefined;
    guard?.setGateway(gateway);
    if (status?.egress === undefined) return;
    guard?.setRegistry(status.egress);
    if (JSON.stringify(globalState.get(registryKey)) !== JSON.stringify(status.egress)) {
      void globalState.update(registryKey, status.egress);
    }
  }

  function obeySetting(): void {
    const isWanted = vscode.workspace.getConfiguration().get(setting, true);
    if (isWanted === (guard !== undefined)) return;
    if (isWanted) guard = install();
    else {
      guard?.uninstall();
      guard = undefined;
    }
    follow();
  }

  obeySetting();
  const timer = setInterval(() => guard?.check(), checkMs);
  return vscode.Disposable.from(
    connection.onDidChange(follow),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(setting) && obeySetting()),
    {
      dispose() {
        clearInterval(timer);
        guard?.uninstall();
      },
    },
  );
}

/** Resolves once the window's first attempt to reach the service has ended, one way or the other. */
function started(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    if (connection.state !== 'starting') return resolve();
    const listening = connection.onDidChange(() => {
      if (connection.state === 'starting') return;
      listening.dispose();
      resolve();
    });
  });
}

function nameOf(sender: string): string {
  const known = vscode.extensions.getExtension(sender)?.packageJSON as { displayName?: string } | undefined;
  return known?.displayName ?? (sender === 'unknown' ? 'An extension' : sender);
}
