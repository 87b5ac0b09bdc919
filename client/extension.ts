/**
 * The extension's entry: puts the parts together. Returns before the service is reached; until then the gate is closed.
 */

import * as vscode from 'vscode';
import type { ClassificationParams } from '../server/lsp/protocol';
import { startAgents } from './agents';
import { Blame } from './blame/blame';
import { ChatInput } from './chat/chatInput';
import { registerCommands } from './commands';
import { Connection } from './connection';
import { ContextGate } from './context/contextGate';
import { UngatedWarning } from './context/ungated';
import { startCoverage } from './coverage';
import { ShownDocuments } from './documents';
import { startEgressGuard } from './egress/window';
import { AcceptGate } from './gate/gate';
import { Refusals } from './gate/refusals';
import { Labels } from './labels';
import { StatusBar } from './status/statusBar';
import { followTerminals } from './terminals';

/** Our own commands that the key bindings lead to, and the built-in that each stands for. */
const accepts: Readonly<Record<string, string>> = {
  'portcullis.acceptSuggestion': 'editor.action.inlineSuggest.commit',
  'portcullis.acceptSuggestionAlternative': 'editor.action.inlineSuggest.commitAlternativeAction',
  'portcullis.acceptSuggestionWord': 'editor.action.inlineSuggest.acceptNextWord',
  'portcullis.acceptSuggestionLine': 'editor.action.inlineSuggest.acceptNextLine',
};

/** What other extensions may ask: an assistant can look before it reads. Nothing here grants anything. */
export interface PortcullisApi {
  /** Whether the service answers. */
  isConnected(): boolean;
  /** Returns a document's label as last told, `undefined` where it is not classified. */
  labelOf(uri: vscode.Uri): ClassificationParams['label'] | undefined;
}

let closeDown: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): PortcullisApi {
  const { extensionPath, extension, subscriptions } = context;
  const labels = new Labels();
  const refusals = new Refusals();
  const documents = new ShownDocuments();
  const connection = new Connection(extensionPath, extension.packageJSON.version);
  // From here on nothing goes to a model past the guard, and no accept past the gate.
  const egress = startEgressGuard(connection, context);
  subscriptions.push(egress);
  const gate = new AcceptGate(connection, labels, refusals);
  subscriptions.push(startAgents({ connection, egress, gate, labels }));
  const contextGate = new ContextGate(labels, () => connection.isConnected);
  const hasGuard = (): boolean => egress.state().state === 'standing';
  const chatInput = new ChatInput({ service: connection, hasGuard });
  const parts = { connection, egress, gate, contextGate, chatInput, documents, extension, extensionPath };
  const coverage = startCoverage(parts, context.globalState);
  const statusBar = new StatusBar(connection, labels, gate, contextGate, refusals, coverage);
  subscriptions.push(labels, refusals, documents, gate, contextGate, chatInput, coverage, statusBar);
  subscriptions.push(registerCommands({ connection, documents, refusals, extensionPath }));
  for (const [id, command] of Object.entries(accepts)) {
    subscriptions.push(
      vscode.commands.registerCommand(id, (key?: unknown) => gate.accept(command, key === 'tab' ? key : undefined)),
    );
  }
  subscriptions.push(
    new Blame(connection),
    new UngatedWarning(contextGate, labels),
    connection.onDidClassify((params) => labels.set(params)),
    connection.onDidChange(() => contextGate.update()),
    tellLogProblems(connection),
    followTerminals(connection, context.environmentVariableCollection),
  );
  void connection.start();
  closeDown = async () => {
    await Promise.all([contextGate.restore(), connection.dispose()]);
  };
  return { isConnected: () => connection.isConnected, labelOf: (uri) => labels.get(uri)?.label };
}

export async function deactivate(): Promise<void> {
  await closeDown?.();
}

/** An entry that could not be written is told once, until one can be written again. */
function tellLogProblems(connection: Connection): vscode.Disposable {
  let isTold = false;
  return connection.onDidLog(({ error }) => {
    if (error !== undefined && !isTold) {
      void vscode.window.showErrorMessage(`Portcullis could not write to its log: ${error}`);
    }
    isTold = error !== undefined;
  });
}
