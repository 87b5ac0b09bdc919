/**
 * The status bar item: shows the view of the active file, and for a moment that something was refused.
 */

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../connection';
import type { ContextGate } from '../context/contextGate';
import type { Coverage } from '../coverage/coverage';
import type { AcceptGate } from '../gate/gate';
import type { Refusals } from '../gate/refusals';
import type { Labels } from '../labels';
import { schemes } from '../schemes';
import { type StatusView, statusView } from './statusView';

const flashFor = 3000;
const backgrounds = {
  none: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
};
const commands = ['explainFile', 'whyBlocked', 'showLog', 'openPolicy', 'showCoverage'].map(
  (name) => `portcullis.${name}`,
);

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('portcullis.status', vscode.StatusBarAlignment.Right, 100);
  private readonly view: () => StatusView;
  private readonly subscriptions: vscode.Disposable;
  private flashing: NodeJS.Timeout | undefined;

  constructor(
    connection: Connection,
    labels: Labels,
    gate: AcceptGate,
    contextGate: ContextGate,
    refusals: Refusals,
    coverage: Pick<Coverage, 'drifted' | 'onDidChange'>,
  ) {
    this.item.name = 'Portcullis';
    this.item.command = 'portcullis.explainFile';
    this.view = () => {
      const active = vscode.window.activeTextEditor?.document;
      const document = active && schemes.includes(active.uri.scheme) ? active : undefined;
      const { state, problem, status } = connection;
      return statusView({
        connection: state,
        problem,
        status,
        takenByOthers: gate.takenByOthers,
        drifted: coverage.drifted,
        ...(document && {
          file: path.posix.basename(document.uri.path),
          classification: labels.get(document.uri),
          keptFrom: contextGate.keptFrom(document).map(nameOf),
          overridden: vscode.window.state.focused ? contextGate.overridden(document) : [],
        }),
      });
    };
    this.subscriptions = vscode.Disposable.from(
      connection.onDidChange(() => this.update()),
      labels.onDidChange(() => this.update()),
      coverage.onDidChange(() => this.update()),
      refusals.onDidAdd(() => this.flash()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('editor.inlineSuggest')) this.update();
      }),
    );
    this.update();
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.flashing);
    this.subscriptions.dispose();
    this.item.dispose();
  }

  private update(): void {
    if (this.flashing === undefined) this.show(this.view());
  }

  private flash(): void {
    clearTimeout(this.flashing);
    const view = this.view();
    this.show({
      ...view,
      text: '$(shield) AI suggestion refused',
      spoken: 'Portcullis: AI suggestion refused',
      severity: 'warning',
    });
    this.flashing = setTimeout(() => {
      this.flashing = undefined;
      this.update();
    }, flashFor);
  }

  private show({ text, spoken, tooltip, severity }: StatusView): void {
    this.item.text = text;
    this.item.accessibilityInformation = { label: spoken, role: 'button' };
    this.item.backgroundColor = backgrounds[severity];
    const markdown = new vscode.MarkdownString(tooltip, true);
    markdown.isTrusted = { enabledCommands: commands };
    this.item.tooltip = markdown;
  }
}

function nameOf(id: string): string {
  return vscode.extensions.getExtension(id)?.packageJSON.displayName ?? id;
}
