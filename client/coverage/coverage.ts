/**
 * What holds in this window and on this machine, as the service works it out from what the window knows.
 *
 * Asked for again when something may have changed; what was told last stays while the service is away, and says so.
 */

import * as vscode from 'vscode';
import { type CoverageReport, coverageRequest, type DrillOutcome } from '../../server/lsp/protocol/coverage';
import type { Connection } from '../connection';
import { type WindowParts, windowFacts } from './windowFacts';

/** Under which the window's last drill is kept. */
const outcomesKey = 'portcullis.drill';
const restMs = 2000;
const oldMs = 60_000;

interface KeptDrill {
  readonly version: string;
  readonly outcomes: readonly DrillOutcome[];
}

export class Coverage implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private asking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private askedAt = 0;
  /** What was told last; `undefined` before that. */
  report: CoverageReport | undefined;
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly connection: Connection,
    private readonly parts: WindowParts,
    private readonly memory: vscode.Memento,
  ) {
    const soon = (): void => this.refreshSoon();
    this.subscriptions = [
      this.changed,
      connection.onDidChange(soon),
      vscode.extensions.onDidChange(soon),
      vscode.workspace.onDidChangeConfiguration(soon),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // Programs and settings change while somebody is elsewhere.
        if (focused && performance.now() - this.askedAt > oldMs) soon();
      }),
    ];
    this.refreshSoon();
  }

  get isCurrent(): boolean {
    return this.connection.isConnected && this.report !== undefined;
  }

  /** Names of what was undone, for the status bar. */
  get drifted(): readonly string[] {
    const { rows = [], ways = [] } = this.report ?? {};
    const drifted = [...rows, ...ways].filter(({ state }) => state === 'drifted');
    return [...new Set(drifted.flatMap(({ by }) => by))].sort();
  }

  /** Asks again and resolves with what is told; rejects where the service is away. */
  async refresh(): Promise<CoverageReport> {
    this.askedAt = performance.now();
    const window = windowFacts(this.parts, this.outcomes());
    this.report = await this.connection.request<CoverageReport>(coverageRequest, { window });
    this.changed.fire();
    return this.report;
  }

  /** Takes what a drill of this window showed. */
  async keep(outcomes: readonly DrillOutcome[]): Promise<void> {
    const kept: KeptDrill = { version: this.version, outcomes };
    await this.memory.update(outcomesKey, kept);
    await this.refresh();
  }

  /** Disposes of something together with itself. */
  disposeWith(disposable: vscode.Disposable): void {
    this.subscriptions.push(disposable);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.subscriptions) each.dispose();
  }

  private get version(): string {
    return `${(this.parts.extension.packageJSON as { version: string }).version} ${vscode.version}`;
  }

  /** What an older version held, of us or of the editor, shows nothing of this one. */
  private outcomes(): readonly DrillOutcome[] {
    const kept = this.memory.get<KeptDrill>(outcomesKey);
    return kept?.version === this.version ? kept.outcomes : [];
  }

  private refreshSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (!this.connection.isConnected) {
        this.changed.fire();
        return;
      }
      this.asking ??= this.refresh()
        .then(
          () => undefined,
          // The service went away; it is asked again when it is back.
          () => undefined,
        )
        .finally(() => {
          this.asking = undefined;
        });
    }, restMs);
  }
}
