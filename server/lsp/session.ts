/**
 * One editor's connection: its workspace folders and open documents, and what it is told about them.
 *
 * Knows no feature; features are given the session.
 */

import type { MessageConnection } from 'vscode-jsonrpc';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { invalid } from './handlers';
import { OpenLines } from './lines/openLines';
import { OpenDocument, type View } from './openDocument';
import { type Folder, foldersOf, isOnDisk, locate, pathOfUri, toSlashes } from './paths';
import type { InForce, Services } from './services';

/** Hears of a document's view whenever it may have changed. */
export type ViewListener = (view: View) => void;

export class Session {
  private readonly documents = new Map<string, OpenDocument>();
  private readonly waiting = new Set<OpenDocument>();
  private readonly listeners: ViewListener[] = [];
  private timer: NodeJS.Timeout | undefined;
  private folders: readonly Folder[] = [];
  private foldersKnown: Promise<void> = Promise.resolve();
  /** Resolve to what lets go of the folders' own policy layers. */
  private releases: readonly Promise<() => void>[] = [];
  folderUris: readonly string[] = [];
  docsBase: string;
  /** Which characters of the open documents are of models. */
  readonly lines: OpenLines;
  closed = false;

  constructor(
    readonly services: Services,
    readonly connection: MessageConnection,
  ) {
    this.docsBase = services.docsBase;
    this.lines = new OpenLines(services.lines);
  }

  onView(listener: ViewListener): void {
    this.listeners.push(listener);
  }

  setFolders(uris: readonly string[]): void {
    this.folderUris = uris;
    const paths = uris.map((uri) => pathOfUri(uri)).filter((path) => path !== undefined);
    const before = this.releases;
    const releases = paths.map((path) => this.services.holdFolder(path));
    this.releases = releases;
    this.foldersKnown = Promise.all([
      Promise.all(paths.map(async (path) => ({ path, realPath: await this.realPathOf(path) }))),
      ...releases,
    ]).then(async ([folders]) => {
      // The folders may have changed again while these were looked at.
      if (this.releases === releases) this.folders = folders;
      else await this.foldersKnown;
    });
    release(before);
    for (const document of this.documents.values()) this.locateAndTell(document);
  }

  open(uri: string, languageId: string, version: number, text: string): void {
    const document = new OpenDocument(TextDocument.create(uri, languageId, version, text));
    this.documents.set(uri, document);
    this.lines.open(uri, version, text);
    this.locateAndTell(document);
  }

  change(uri: string, version: number, changes: Parameters<OpenDocument['change']>[0]): void {
    const document = this.documents.get(uri);
    if (document === undefined) return;
    const before = document.text.getText();
    const edits = document.change(changes, version);
    this.lines.edit(uri, version, edits, before);
    this.tellSoon(document);
  }

  close(uri: string): void {
    this.lines.close(uri);
    this.documents.delete(uri);
  }

  /** Tells of every document again, as after a change of policy. */
  refreshAll(): void {
    for (const document of this.documents.values()) this.tellSoon(document);
  }

  /** Returns what is true of a document now; throws an error response where it isn't open. */
  async view(uri: string): Promise<View> {
    const document = this.documents.get(uri);
    if (document === undefined) throw invalid('the document is not open');
    await document.located;
    return document.view(this.inForceFor(document).compiled);
  }

  /** Like `view`, but judges a document that is not open by its path alone. */
  async viewOrPath(uri: string): Promise<View> {
    if (this.documents.has(uri)) return this.view(uri);
    const document = new OpenDocument(TextDocument.create(uri, '', 0, ''));
    await this.follow(document);
    return document.view(this.inForceFor(document).compiled);
  }

  /** Returns an open document's text, without looking at its label; `undefined` where it isn't open. */
  textOf(uri: string): TextDocument | undefined {
    return this.documents.get(uri)?.text;
  }

  /** Returns the absolute paths of the open documents that are files. */
  openFiles(): readonly string[] {
    return [...this.documents.keys()].filter(isOnDisk).flatMap((uri) => pathOfUri(uri) ?? []);
  }

  /** Returns the policy in force for a document, open or not; the links of one that isn't open are not followed. */
  inForce(uri: string): InForce {
    return this.inForceFor(this.documents.get(uri) ?? new OpenDocument(TextDocument.create(uri, '', 0, '')));
  }

  private inForceFor({ uri, realPath }: OpenDocument): InForce {
    const { hasCaseInsensitivePaths } = this.services;
    return this.services.policy(...foldersOf(this.folders, pathOfUri(uri), realPath, hasCaseInsensitivePaths));
  }

  /** Resolves with the policy in force of each workspace folder. */
  async inForceInFolders(): Promise<readonly InForce[]> {
    await this.foldersKnown;
    return this.folders.map(({ path }) => this.services.policy(path));
  }

  dispose(): void {
    this.closed = true;
    release(this.releases);
    clearTimeout(this.timer);
    this.documents.clear();
    this.waiting.clear();
  }

  private async realPathOf(path: string): Promise<string> {
    return toSlashes((await this.services.realPath(path)) ?? path);
  }

  /** The first notice of a document waits until its links are followed: without them its label may be too low. */
  private locateAndTell(document: OpenDocument): void {
    document.located = this.follow(document);
    document.located.then(
      () => this.tellSoon(document),
      (error) => this.services.fault('following links', error),
    );
  }

  private async follow(document: OpenDocument): Promise<void> {
    const path = pathOfUri(document.uri);
    await this.foldersKnown;
    const realPath = path !== undefined && isOnDisk(document.uri) ? await this.services.realPath(path) : undefined;
    document.relocate(locate(this.folders, path, realPath, this.services.hasCaseInsensitivePaths), realPath);
  }

  /** Waiting changes are told of together, so that a burst of them costs one scan. */
  private tellSoon(document: OpenDocument): void {
    this.waiting.add(document);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const documents = [...this.waiting];
      this.waiting.clear();
      for (const each of documents) {
        this.tellOne(each).catch((error) => this.services.fault('telling of a document', error));
      }
    }, 0);
  }

  private tellOne = async (document: OpenDocument): Promise<void> => {
    await document.located;
    if (this.closed || this.documents.get(document.uri) !== document) return;
    const view = document.view(this.inForceFor(document).compiled);
    for (const listener of this.listeners) listener(view);
  };
}

function release(holds: readonly Promise<() => void>[]): void {
  // A folder that could not be held has nothing to let go of.
  for (const hold of holds) hold.then((letGo) => letGo()).catch(() => undefined);
}
