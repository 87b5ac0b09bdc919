/**
 * The language server of one connection. A connection that never sends `initialize` has the custom requests alone.
 *
 * Invariant: it never ends the process. The framework's own connection does so with its client, which a service shared
 * by several must not; so the protocol is spoken over the JSON-RPC library directly.
 */

import type { MessageConnection } from 'vscode-jsonrpc';
import type { InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { startBlame } from './features/blame';
import { startChat } from './features/chat';
import { startClassification } from './features/classification';
import { startCodeActions } from './features/codeActions';
import { startCoverage } from './features/coverage';
import { startDiagnostics } from './features/diagnostics';
import { startDocuments } from './features/documents';
import { startEgress } from './features/egress';
import { startExceptions } from './features/exceptions';
import { startExplain } from './features/explain';
import { startHooks } from './features/hooks';
import { startHookWindow } from './features/hookWindow';
import { startHover } from './features/hover';
import { startInsertions } from './features/insertions';
import { startPolicyRequests } from './features/policyRequests';
import { startStatus } from './features/status';
import { createHandlers, invalid } from './handlers';
import { startPolicyFiles } from './policyFile';
import { protocolVersion } from './protocol';
import type { Services } from './services';
import { Session } from './session';

/** LSP's `TextDocumentSyncKind.Incremental`. */
const incremental = 2;

/**
 * Registers everything on the connection; returns a function to call when it is closed.
 *
 * `close` ends the connection.
 */
export function startLanguageServer(services: Services, connection: MessageConnection, close: () => void): () => void {
  const handlers = createHandlers(connection, services.fault);
  const session = new Session(services, connection);

  const policyFiles = startPolicyFiles(session, handlers);

  handlers.onRequest('initialize', (params: InitializeParams) => {
    initialize(session, params);
    return describeServer(services.version, policyFiles.initialize(params));
  });
  handlers.onRequest('shutdown', () => null);
  connection.onNotification('exit', close);

  startDocuments(session, handlers);
  startDiagnostics(session, policyFiles.takesDiagnostics);
  startClassification(session);
  startHover(session, handlers, policyFiles.hover);
  startCodeActions(session, handlers, policyFiles.actions);
  startInsertions(session, handlers);
  startBlame(session, handlers);
  startExplain(session, handlers);
  startExceptions(session, handlers);
  startChat(session, handlers);
  startEgress(session, handlers);
  const stopCoverage = startCoverage(session, handlers);
  startHooks(session, handlers);
  const stopHookWindow = startHookWindow(session);
  startPolicyRequests(session, handlers);
  const stopStatus = startStatus(session, handlers);
  return () => {
    stopStatus();
    stopHookWindow();
    stopCoverage();
    policyFiles.stop();
    session.dispose();
  };
}

function initialize(session: Session, params: InitializeParams): void {
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  const options = params.initializationOptions as { docsBase?: unknown; protocolVersion?: unknown } | undefined;
  const spoken = options?.protocolVersion;
  if (typeof spoken === 'string' && majorOf(spoken) !== majorOf(protocolVersion)) {
    throw invalid(`this service speaks version ${protocolVersion}, not ${spoken}; update Portcullis in all editors`);
  }
  if (typeof options?.docsBase === 'string') session.docsBase = options.docsBase.replace(/\/+$/, '');
  session.setFolders(folders);
}

function majorOf(version: string): string | undefined {
  return version.split('.')[0];
}

function describeServer(version: string, more: Partial<ServerCapabilities>): InitializeResult {
  return {
    serverInfo: { name: 'portcullis', version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: incremental, save: true },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix'] },
      ...more,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
