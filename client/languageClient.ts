/**
 * The LSP client, set up for our service. Loaded only when a connection is made: the library is most of our code.
 */

import { CloseAction, ErrorAction, LanguageClient, type StreamInfo } from 'vscode-languageclient/node';
import {
  type ClassificationParams,
  classificationNotification,
  type LoggedParams,
  loggedNotification,
  protocolVersion,
  type Status,
  statusNotification,
} from '../server/lsp/protocol';
import { type AgentEditParams, agentEditNotification } from '../server/lsp/protocol/agentEdit';
import { type ChatContextResult, chatContextRequest } from '../server/lsp/protocol/chatContext';
import { schemes } from './schemes';

/** What the client needs and whom it tells. */
export interface ClientEvents {
  /** Resolves with a stream to the service, however long that takes. */
  connect(): Promise<StreamInfo>;
  /** The connection broke; returns whether a new one is wanted. */
  lost(): boolean;
  running(): void;
  refused(error: unknown): void;
  classified(params: ClassificationParams): void;
  logged(params: LoggedParams): void;
  status(status: Status): void;
  agentEdit(params: AgentEditParams): void;
  chatContext(): ChatContextResult;
}

/** Returns a client that is not started yet. */
export function createLanguageClient(version: string, events: ClientEvents): LanguageClient {
  const client = new LanguageClient('portcullis', 'Portcullis', () => events.connect(), {
    documentSelector: schemes.map((scheme) => ({ scheme })),
    initializationOptions: { protocolVersion, client: 'vscode', version },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: events.lost() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
    },
    initializationFailedHandler: (error) => {
      events.refused(error);
      return false;
    },
  });
  client.onNotification(classificationNotification, (params: ClassificationParams) => events.classified(params));
  client.onNotification(loggedNotification, (params: LoggedParams) => events.logged(params));
  client.onNotification(statusNotification, (status: Status) => events.status(status));
  client.onNotification(agentEditNotification, (params: AgentEditParams) => events.agentEdit(params));
  client.onRequest(chatContextRequest, () => events.chatContext());
  client.onDidChangeState(() => {
    if (client.isRunning()) events.running();
  });
  return client;
}
