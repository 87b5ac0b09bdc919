/** Coverage in a window: the view, its commands, and what the status bar is told. */

import * as vscode from 'vscode';
import { Coverage } from './coverage';
import { type DrillParts, runDrill } from './runDrill';
import { showCoverageView } from './view';
import type { WindowParts } from './windowFacts';

type Parts = WindowParts & Omit<DrillParts, 'coverage'>;

/** Starts it; both of its commands resolve with what they show. */
export function startCoverage(parts: Parts, memory: vscode.Memento): Coverage {
  const coverage = new Coverage(parts.connection, parts, memory);
  const view = showCoverageView(coverage);
  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    'portcullis.showCoverage': async () => {
      const report = await coverage.refresh();
      await view.focus();
      return report;
    },
    'portcullis.runDrill': () => runDrill({ ...parts, coverage }),
  };
  const subscriptions = vscode.Disposable.from(
    view,
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, async () => {
        try {
          return await run();
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          void vscode.window.showErrorMessage(`Portcullis: ${message}. Try 'Portcullis: Restart the Connection'.`);
          return undefined;
        }
      }),
    ),
  );
  coverage.disposeWith(subscriptions);
  return coverage;
}
