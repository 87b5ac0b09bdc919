/**
 * Keeps completion providers away from the documents their clearance doesn't reach.
 *
 * Where the editor lets us exclude providers for a single document, that is used. In every editor there is a setting
 * for the whole window: it follows the active document, in the user's settings and never in the workspace's.
 */

import * as vscode from 'vscode';
import type { ClassificationParams } from '../../server/lsp/protocol';
import { isLowest } from '../gate/admit';
import type { Labels } from '../labels';
import { excludeProviders } from '../proposals';
import { groupsFor, type InstalledExtension, keptAway } from './assistants';
import { missingGroups, ownPart, withGroups } from './suppression';

const section = 'editor.inlineSuggest.experimental';
const key = 'suppressInlineSuggestions';
/** So long a document that was just entered may wait for its label before the setting is tightened for it. */
const grace = 200;

export class ContextGate implements vscode.Disposable {
  private readonly labels: Labels;
  private readonly isConnected: () => boolean;
  private readonly exclusions = new Map<
    string,
    { readonly groups: string; readonly handle: vscode.Disposable | undefined }
  >();
  private readonly subscriptions: vscode.Disposable;
  /** Tools any classification has named: unknown documents are kept from them too. */
  private readonly named = new Set<string>();
  private installed = installed();
  private writing: Promise<void> = Promise.resolve();
  private hasFailed = false;
  private hiddenFor: string | undefined;
  private waiting: { readonly uri: string; isOver: boolean; readonly timer: NodeJS.Timeout } | undefined;

  constructor(labels: Labels, isConnected: () => boolean) {
    this.labels = labels;
    this.isConnected = isConnected;
    const { window, workspace } = vscode;
    this.subscriptions = vscode.Disposable.from(
      window.onDidChangeActiveTextEditor(() => this.update()),
      window.onDidChangeWindowState(() => this.update()),
      labels.onDidChange((uri) => this.onLabel(uri)),
      workspace.onDidOpenTextDocument((document) => this.exclude(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.include(uri.toString())),
      vscode.extensions.onDidChange(() => {
        this.installed = installed();
        this.update();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${section}.${key}`)) this.update();
      }),
    );
    this.update();
  }

  /** Returns the ids of the installed assistants that a document is kept from. */
  keptFrom(document: vscode.TextDocument): string[] {
    return keptAway(this.installed, this.judged(document), [...this.named]);
  }

  /** Returns the ids of the installed extensions that are assistants, or that the policy is known to name. */
  get assistants(): readonly string[] {
    return keptAway(this.installed, undefined, [...this.named]);
  }

  /** Returns the groups that shall be suppressed for the active document but are not, because another setting wins or none can be written. */
  overridden(document: vscode.TextDocument): string[] {
    const configuration = vscode.workspace.getConfiguration(section, document);
    const groups = groupsFor(this.keptFrom(document));
    const own = configuration.inspect<string>(key)?.globalValue ?? '';
    // What is just being written is not undone.
    if (!this.hasFailed && missingGroups(own, groups).length > 0) return [];
    return missingGroups(configuration.get<string>(key, ''), groups);
  }

  /** Brings settings and exclusions in line with the active document and all labels. */
  update(): void {
    for (const document of vscode.workspace.textDocuments) this.exclude(document);
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !vscode.window.state.focused || this.isInGrace(document)) return;
    const groups = groupsFor(this.keptFrom(document));
    this.write(groups);
    const entered = `${document.uri} ${groups}`;
    if (groups.length > 0 && entered !== this.hiddenFor)
      void vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    this.hiddenFor = entered;
  }

  /** A label is usually there in no time; without this every file opened would be written to the settings twice. */
  private isInGrace(document: vscode.TextDocument): boolean {
    const uri = document.uri.toString();
    if (!this.isConnected() || this.labels.get(document.uri) !== undefined) return false;
    if (this.waiting?.uri === uri) return !this.waiting.isOver;
    clearTimeout(this.waiting?.timer);
    const timer = setTimeout(() => {
      if (this.waiting?.timer === timer) this.waiting.isOver = true;
      this.update();
    }, grace);
    this.waiting = { uri, isOver: false, timer };
    return true;
  }

  /** Takes our part out of the user's setting again. */
  async restore(): Promise<void> {
    this.write([]);
    await this.writing;
  }

  dispose(): void {
    this.subscriptions.dispose();
    clearTimeout(this.waiting?.timer);
    for (const { handle } of this.exclusions.values()) handle?.dispose();
  }

  /** While the service is away a label may be out of date; only the lowest is taken at its word. */
  private judged({ uri }: vscode.TextDocument): ClassificationParams | undefined {
    const known = this.labels.get(uri);
    return this.isConnected() || isLowest(known) ? known : undefined;
  }

  private onLabel(uri: string): void {
    const params = this.labels.get(vscode.Uri.parse(uri));
    for (const tool of [...(params?.deniedTools ?? []), ...(params?.allowedTools ?? [])]) this.named.add(tool);
    const document = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
    if (document !== undefined) this.exclude(document);
    if (vscode.window.activeTextEditor?.document.uri.toString() === uri) this.update();
  }

  private write(groups: readonly string[]): void {
    this.writing = this.writing.then(async () => {
      const configuration = vscode.workspace.getConfiguration(section);
      const current = configuration.inspect<string>(key)?.globalValue ?? '';
      const value = withGroups(current, groups);
      if (value === current) return;
      try {
        // An empty value is no value: the setting disappears from the user's file as it was before.
        const isOurs = ownPart(current) === '' && value === '';
        await configuration.update(key, isOurs ? undefined : value, vscode.ConfigurationTarget.Global);
        this.hasFailed = false;
      } catch (error) {
        this.hasFailed = true;
        console.warn(`portcullis: ${section}.${key} could not be written`, error);
      }
    });
  }

  private exclude(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const groups = groupsFor(this.keptFrom(document));
    if (this.exclusions.get(uri)?.groups === groups.join()) return;
    this.include(uri);
    if (groups.length === 0) return;
    // A selector's pattern also matches where it equals the path, whatever brackets the path has.
    const handle = excludeProviders({ scheme: document.uri.scheme, pattern: document.uri.fsPath }, groups);
    this.exclusions.set(uri, { groups: groups.join(), handle });
  }

  private include(uri: string): void {
    this.exclusions.get(uri)?.handle?.dispose();
    this.exclusions.delete(uri);
  }
}

function installed(): InstalledExtension[] {
  return vscode.extensions.all.map(({ id, packageJSON }) => ({ ...packageJSON, id }));
}
