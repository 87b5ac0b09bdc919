/**
 * The egress guard in a window: asks the service by the window's connection, follows the policy, and tells the user.
 *
 * What is refused is told once a while for each sender and reason: assistants try again by themselves.
 */

import * as vscode from 'vscode';
import type { MechanismState } from '../../server/lsp/protocol/coverage';
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
/** What is offered with a message. */
const choices = {
  'Ask for an Exception': 'portcullis.requestException',
  'Show the Coverage': 'portcullis.showCoverage',
} as const;
/** How reasons begin where they stand by themselves. */
const ownName = /^portcullis did not [^:]*: /;
const checkMs = 10_000;

/** The guard as the rest of the window sees it. */
export interface EgressWatch extends vscode.Disposable {
  /** Returns the model that an extension, as far as it is known, last sent something to. */
  lastModel(extension: string): string | undefined;
  /** What the guard says of itself. */
  state(): MechanismState;
  /** Takes everything at some origins for requests to a model, and tells nobody of refusals there, until disposed of. */
  drill(origins: readonly string[]): vscode.Disposable;
}

/** Watches from now on, where the setting says so, until it is disposed of. */
export function startEgressGuard(
  connection: Connection,
  { extension, globalState }: Pick<vscode.ExtensionContext, 'extension' | 'globalState'>,
): EgressWatch {
  let guard: EgressGuard | undefined;
  const told = new Map<string, number>();
  let drilled: readonly string[] = [];
  const models = new Map<string, string>();

  /** A message with a choice is shown whole; one without is cut off after its first line. */
  function tell(message: string, choice: keyof typeof choices): void {
    const now = performance.now();
    for (const [each, at] of told) if (now - at > quietMs) told.delete(each);
    if (!told.has(message)) {
      void vscode.window.showWarningMessage(message, choice).then((chosen) => {
        if (chosen !== undefined) void vscode.commands.executeCommand(choices[choice]);
      });
    }
    told.set(message, now);
  }

  function install(): EgressGuard {
    return installEgressGuard({
      ask: async (params: DecideEgressParams) => {
        await started(connection);
        const answer = await connection.request<DecideEgressResult>(decideEgressRequest, params);
        if (answer.effect !== 'refuse' && answer.model !== undefined) models.set(params.extension, answer.model);
        return answer;
      },
      extensions: () =>
        vscode.extensions.all
          .filter(({ id }) => id !== extension.id)
          .map(({ id, extensionPath }) => ({ id: id.toLowerCase(), path: extensionPath })),
      refused: ({ reason }, { url }, sender) => {
        const { host, origin } = new URL(url);
        if (drilled.includes(origin)) return;
        tell(`Not sent: ${reason.replace(ownName, '')} (${nameOf(sender)} to ${host})`, 'Ask for an Exception');
      },
      undone: (names) =>
        tell(
          `Another extension replaced ${names.join(', ')}, by which Portcullis watches what is sent to models. It is watched again; what was sent in between was not.`,
          'Show the Coverage',
        ),
      registry: globalState.get<EgressRegistry>(registryKey),
    });
  }

  function follow(): void {
    const { status, isConnected } = connection;
    const gateway = isConnected && status?.gateway?.kind === 'listening' ? status.gateway.port : undefined;
    guard?.setGateway(gateway);
    if (status?.egress === undefined) return;
    guard?.setRegistry(withDrilled(status.egress));
    if (JSON.stringify(globalState.get(registryKey)) !== JSON.stringify(status.egress)) {
      void globalState.update(registryKey, status.egress);
    }
  }

  function withDrilled(registry: EgressRegistry | undefined): EgressRegistry | undefined {
    if (drilled.length === 0) return registry;
    const { mode = 'enforce', hosts = [], endpoints = [], trusted = [] } = registry ?? {};
    return { mode, hosts, endpoints: [...endpoints, ...drilled], trusted };
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
  const subscriptions = vscode.Disposable.from(
    connection.onDidChange(follow),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(setting) && obeySetting()),
    {
      dispose() {
        clearInterval(timer);
        guard?.uninstall();
      },
    },
  );

  return {
    // Clients put requests off, so that the stack no longer tells whose they are.
    lastModel: (extension) => models.get(extension) ?? models.get('unknown'),
    state: () => stateOf(guard),
    drill(origins) {
      drilled = origins;
      const known = (): EgressRegistry | undefined => connection.status?.egress ?? globalState.get(registryKey);
      guard?.setRegistry(withDrilled(known()));
      return new vscode.Disposable(() => {
        drilled = [];
        guard?.setRegistry(known());
      });
    },
    dispose: () => subscriptions.dispose(),
  };
}

function stateOf(guard: EgressGuard | undefined): MechanismState {
  const id = 'egress-guard';
  const remedy = `Set \`${setting}\` to true.`;
  if (guard === undefined) return { id, state: 'undone', note: 'It is switched off in the settings.', remedy };
  const { lost, renewed } = guard.state();
  if (lost.length > 0) {
    const note = `Another extension replaced ${lost.join(', ')}, which is not watched therefore.`;
    return { id, state: 'undone', note, remedy: 'Find that extension and disable it, then reload the window.' };
  }
  if (renewed.length === 0) return { id, state: 'standing' };
  return { id, state: 'standing', note: `Another extension had replaced ${renewed.join(', ')}; it is watched again.` };
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
