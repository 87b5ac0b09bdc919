/** The Coverage view: each assistant with its channels, and the ways out of the window, as a tree. */

import * as vscode from 'vscode';
import type { CoverageRow, CoverageState } from '../../server/lsp/protocol/coverage';
import type { Coverage } from './coverage';

/** A parent with its rows, or one of them. */
type Item = { readonly title: string; readonly detail: string; readonly rows: readonly CoverageRow[] } | CoverageRow;

const icons: Readonly<Record<CoverageState, readonly [icon: string, colour: string, words: string]>> = {
  enforced: ['pass-filled', 'testing.iconPassed', 'enforced'],
  detected: ['eye', 'charts.yellow', 'detected only'],
  open: ['circle-large-outline', 'charts.orange', 'open'],
  impossible: ['circle-slash', 'descriptionForeground', 'out of reach'],
  drifted: ['warning', 'problemsWarningIcon.foreground', 'drifted'],
};
/** The worst first: a parent looks like the worst below it. */
const worst: readonly CoverageState[] = ['drifted', 'open', 'impossible', 'detected', 'enforced'];

export interface CoverageView extends vscode.Disposable {
  /** Opens the view and gives it the keyboard. */
  focus(): Promise<void>;
}

/** Shows the view until disposed of. */
export function showCoverageView(coverage: Coverage): CoverageView {
  const changed = new vscode.EventEmitter<void>();
  let tops = topOf(coverage);
  const view = vscode.window.createTreeView('portcullis.coverage', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (item?: Item) => (item === undefined ? tops : 'rows' in item ? [...item.rows] : []),
      // Only those at the top are ever asked about.
      getParent: () => undefined,
      getTreeItem: toTreeItem,
    },
  });
  const update = (): void => {
    const { drifted, isCurrent, report } = coverage;
    view.message =
      report === undefined || isCurrent ? '' : 'The service is away: this is what held when it was last asked.';
    view.badge =
      drifted.length === 0
        ? undefined
        : { value: drifted.length, tooltip: `${drifted.length} of what Portcullis put up was undone` };
    tops = topOf(coverage);
    changed.fire();
  };
  const subscriptions = vscode.Disposable.from(view, changed, coverage.onDidChange(update));
  return {
    async focus() {
      await vscode.commands.executeCommand('portcullis.coverage.focus');
      const [first] = tops;
      // Without a row that has the focus the arrow keys do nothing.
      if (first === undefined) return;
      try {
        await view.reveal(first, { select: true, focus: true });
      } catch {
        // It was replaced meanwhile; the view is open all the same.
      }
    },
    dispose: () => subscriptions.dispose(),
  };
}

function topOf({ report }: Coverage): Item[] {
  if (report === undefined) return [];
  const byAssistant = new Map<string, CoverageRow[]>();
  for (const row of report.rows) {
    const kind = 'kind' in row.subject ? row.subject.kind : '';
    const key = `${kind} ${row.subject.id}`;
    byAssistant.set(key, [...(byAssistant.get(key) ?? []), row]);
  }
  const assistants = [...byAssistant.values()].map((rows) => ({ ...namesOf(rows[0]!), rows }));
  return [...assistants, { title: 'Ways out of this window', detail: '', rows: report.ways }];
}

function namesOf({ subject }: CoverageRow): { title: string; detail: string } {
  const { version = '', kind = '' } = subject as { version?: string; kind?: string };
  return { title: subject.name, detail: `${version}${kind === 'program' ? ' on the command line' : ''}`.trim() };
}

function toTreeItem(item: Item): vscode.TreeItem {
  if ('rows' in item) {
    const states = new Set(item.rows.map(({ state }) => state));
    const state = worst.find((each) => states.has(each)) ?? 'enforced';
    const isGood = state === 'enforced' || state === 'detected';
    const collapsible = vscode.TreeItemCollapsibleState[isGood ? 'Collapsed' : 'Expanded'];
    return dress(new vscode.TreeItem(item.title, collapsible), state, item.detail);
  }
  const { subject, channel, state, by, proved, notes } = item;
  const title = channel ?? plain(subject.name);
  const tree = dress(new vscode.TreeItem(title), state, [icons[state][2], ...by].join(', '));
  const shown =
    proved === undefined ? 'No drill has shown it yet.' : `Last shown by a drill ${new Date(proved).toLocaleString()}.`;
  const isHeld = state === 'enforced' || state === 'detected';
  tree.tooltip = new vscode.MarkdownString(
    [`**${title}**: ${icons[state][2]}`, ...notes.map(escapeAround), ...(isHeld ? [shown] : [])].join('\n\n'),
  );
  return tree;
}

function dress(item: vscode.TreeItem, state: CoverageState, description: string): vscode.TreeItem {
  const [icon, colour, words] = icons[state];
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
  item.description = description;
  item.accessibilityInformation = { label: `${item.label}, ${words}${description === '' ? '' : `, ${description}`}` };
  return item;
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}

/** Names of others stand in notes; code spans are ours. */
function escapeAround(text: string): string {
  return text.replace(/[\\*_{}[\]<>#|~]/g, '\\$&');
}
