/**
 * Shows which lines came from a model, as quietly as the setting `portcullis.blame` says: not at all, on hover, or with a
 * thin mark beside them as well. Asks the service and keeps nothing but its last answers.
 */

import * as vscode from 'vscode';
import {
  type BlameResult,
  type BlameSpan,
  blameRequest,
  type ExplainEditParams,
  explainEditRequest,
} from '../../server/lsp/protocol/blame';
import type { Connection } from '../connection';
import { schemes } from '../schemes';
import { describeSpan, spanAt } from './describe';

type Mode = 'off' | 'hover' | 'gutter';

/** Marks are drawn anew after a pause in the edits. */
const pause = 300;

export class Blame implements vscode.Disposable {
  private readonly connection: Connection;
  private readonly mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderWidth: '0 0 0 2px',
    borderStyle: 'solid',
    borderColor: new vscode.ThemeColor('editorInfo.foreground'),
  });
  private readonly subscriptions: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(connection: Connection) {
    this.connection = connection;
    const drawSoon = (): void => this.drawSoon();
    this.subscriptions = vscode.Disposable.from(
      this.mark,
      vscode.languages.registerHoverProvider(
        schemes.map((scheme) => ({ scheme })),
        { provideHover: (document, position) => this.hover(document, position) },
      ),
      vscode.window.onDidChangeVisibleTextEditors(drawSoon),
      vscode.workspace.onDidChangeTextDocument((event) => {
        this.explain(event);
        drawSoon();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('portcullis.blame')) drawSoon();
      }),
      connection.onDidLog(drawSoon),
      connection.onDidChange(drawSoon),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (modeOf() === 'off') return undefined;
    const span = spanAt(await this.spansOf(document), position.line);
    return span && new vscode.Hover(new vscode.MarkdownString(describeSpan(span)));
  }

  /** LSP's own notice of a change doesn't say that it was an undo, which brings a model's text back as it was. */
  private explain({ document, reason }: vscode.TextDocumentChangeEvent): void {
    if (reason === undefined || !this.connection.isConnected || !schemes.includes(document.uri.scheme)) return;
    const params: ExplainEditParams = {
      uri: document.uri.toString(),
      version: document.version,
      reason: reason === vscode.TextDocumentChangeReason.Undo ? 'undo' : 'redo',
    };
    this.connection.request(explainEditRequest, params).catch(() => undefined);
  }

  private drawSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const editor of vscode.window.visibleTextEditors) void this.draw(editor);
    }, pause);
  }

  private async draw(editor: vscode.TextEditor): Promise<void> {
    const spans = modeOf() === 'gutter' ? await this.spansOf(editor.document) : [];
    const ranges = spans.map(({ startLine, endLine }) => new vscode.Range(startLine, 0, endLine, 0));
    editor.setDecorations(this.mark, ranges);
  }

  /** Returns the spans of the document as it is now, none where the service doesn't say. */
  private async spansOf(document: vscode.TextDocument): Promise<readonly BlameSpan[]> {
    if (!this.connection.isConnected || !schemes.includes(document.uri.scheme)) return [];
    try {
      const { version } = document;
      const result = await this.connection.request<BlameResult>(blameRequest, { uri: document.uri.toString() });
      return result.version === version && document.version === version ? result.spans : [];
    } catch {
      return [];
    }
  }
}

function modeOf(): Mode {
  return vscode.workspace.getConfiguration('portcullis').get<Mode>('blame', 'hover');
}
