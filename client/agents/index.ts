/** What assistants write in this window: noticed, judged by the gate, and recorded with what is known of its maker. */

import * as vscode from 'vscode';
import assistants from '../../server/lsp/protocol/assistants.json';
import type { Connection } from '../connection';
import { Targets } from '../egress/targets';
import type { EgressWatch } from '../egress/window';
import type { DocumentChange } from '../gate/editorChanges';
import type { Source } from '../gate/inspect';
import type { Labels } from '../labels';
import { AgentEdits, type EditJudge } from './agentEdits';
import { Announced, bringsIn } from './announced';
import { Answers } from './answers';
import { chatContext } from './chatContext';
import { offerNode } from './hookProgram';

const known: readonly { readonly id: string; readonly product?: string }[] = assistants;

export interface AgentParts {
  readonly connection: Pick<Connection, 'onWillAgentEdit' | 'onDidChange' | 'status' | 'chatContext'>;
  readonly egress: Pick<EgressWatch, 'lastModel' | 'state'>;
  readonly gate: EditJudge;
  readonly labels: Labels;
}

/** Starts it, until it is disposed of. */
export function startAgents({ connection, egress, gate, labels }: AgentParts): vscode.Disposable {
  const announced = new Announced(process.platform === 'win32' || process.platform === 'darwin');
  const targets = new Targets(connection.status?.egress);
  const answers = new Answers(
    (url) => targets.isModelUrl(url),
    (userAgent) => known.find(({ product }) => product !== undefined && userAgent.startsWith(`${product}/`))?.id,
  );

  /** A hook names the file; an answer alone says only the text. */
  function makerOf(
    { document, changes }: DocumentChange,
    before: () => string,
  ): { readonly tool: string; readonly how: string } | undefined {
    const now = performance.now();
    const path = document.uri.fsPath;
    // Of most changes nothing is looked at: a person types.
    const isAnnounced = announced.has(path, now);
    const isTyped = changes.every(({ text }) => text.length < 2);
    if (!isAnnounced && (isTyped || answers.isEmpty)) return undefined;
    const change = { changes, before: before(), after: document.getText() };
    const edit = isAnnounced ? announced.take(path, change, now) : undefined;
    if (edit !== undefined) return { tool: edit.tool, how: 'hook' };
    const isWritten = (text: string): boolean => bringsIn(text, change.before, change.after);
    const answer = isTyped ? undefined : answers.latest().find(({ texts }) => texts.some(isWritten));
    return answer && { tool: answer.tool ?? 'unknown', how: 'answer' };
  }

  function attribute(change: DocumentChange, before: () => string): Source | undefined {
    const maker = makerOf(change, before);
    if (maker === undefined) return undefined;
    const { tool, how } = maker;
    const model = egress.lastModel(tool);
    const version: unknown = vscode.extensions.getExtension(tool)?.packageJSON.version;
    return {
      extensionId: tool,
      ...(typeof version === 'string' ? { extensionVersion: version } : {}),
      ...(model === undefined ? {} : { modelId: model }),
      how,
    };
  }

  connection.chatContext = () => chatContext(egress.state().state === 'standing');
  return vscode.Disposable.from(
    offerNode(),
    answers,
    connection.onDidChange(() => targets.setRegistry(connection.status?.egress)),
    connection.onWillAgentEdit((edit) => announced.add(edit, performance.now())),
    new AgentEdits(gate, labels, attribute),
  );
}
