/**
 * Notices what agents and inline chats write into open documents, and hands each edit to the gate to be inspected,
 * recorded and, where it is refused, taken out again.
 *
 * Whether a change is an agent's is the editor's word where it gives one, else that of a hook that announced it.
 */

import * as vscode from 'vscode';
import { type DocumentChange, toDocumentChange } from '../gate/editorChanges';
import { Insertion } from '../gate/insertion';
import type { Source } from '../gate/inspect';
import type { Inserted } from '../gate/recorder';
import { Saves } from '../gate/saves';
import type { Labels } from '../labels';
import { schemes } from '../schemes';
import { isAgentEdit } from './editSource';
import { Mirrors } from './mirrors';

/** The gate as it is seen from here. */
export interface EditJudge {
  /** Resolves with whether the insertion stays. */
  judgeAfterwards(inserted: Inserted): Promise<boolean>;
}

/** Says whose a change is that the editor doesn't say anything of; `undefined` for a person's. */
export type Attribute = (change: DocumentChange, before: () => string) => Source | undefined;

/** An edit that may have several parts: they come in one burst. */
interface Edit {
  readonly inserted: Inserted;
  readonly timer: NodeJS.Timeout;
}

/** After so many milliseconds without a further part an edit is whole. */
const quiet = 150;

export class AgentEdits implements vscode.Disposable {
  private readonly mirrors = new Mirrors();
  private readonly edits = new Map<vscode.TextDocument, Edit>();
  private readonly judged = new Map<vscode.TextDocument, Promise<void>>();
  private readonly saves = new Saves((document) => this.settle(document));
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly judge: EditJudge,
    private readonly labels: Labels,
    private readonly attribute: Attribute,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.mirrors,
      this.saves,
      vscode.workspace.onDidChangeTextDocument((event) => this.onChange(event)),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const { timer } of this.edits.values()) clearTimeout(timer);
  }

  private onChange(event: vscode.TextDocumentChangeEvent): void {
    if (!schemes.includes(event.document.uri.scheme)) return;
    const change = toDocumentChange(event);
    if (change === undefined) return;
    const source = change.reason === undefined ? this.sourceOf(change) : undefined;
    if (source === undefined) this.edits.get(change.document)?.inserted.insertion.change(change.changes, change.reason);
    else this.collect(change, source);
    this.mirrors.note(change.document, change.changes);
  }

  private sourceOf(change: DocumentChange): Source | undefined {
    const isAgents = isAgentEdit(change.source);
    if (isAgents === false) return undefined;
    // Asked in any case: an announcement that is carried out is used up.
    const told = this.attribute(change, () => this.mirrors.textOf(change.document) ?? '');
    return isAgents ? change.detail : told;
  }

  private collect({ document, changes }: DocumentChange, detail: Source): void {
    const earlier = this.edits.get(document);
    const insertion = earlier?.inserted.insertion ?? new Insertion(this.mirrors.textOf(document) ?? document.getText());
    insertion.insert(changes, earlier === undefined);
    clearTimeout(earlier?.timer);
    const timer = setTimeout(() => void this.settle(document), quiet);
    const known = earlier === undefined ? this.labels.get(document.uri) : earlier.inserted.known;
    const inserted: Inserted = { document, insertion, kind: 'all', detail, ...(known === undefined ? {} : { known }) };
    this.edits.set(document, { inserted, timer });
  }

  /** Has an edit judged that is whole, or that is about to be saved; resolves when that is done. */
  private settle(document: vscode.TextDocument): Promise<void> | undefined {
    const edit = this.edits.get(document);
    if (edit === undefined) return this.judged.get(document);
    this.edits.delete(document);
    clearTimeout(edit.timer);
    const done = this.judgeEdit(edit.inserted)
      .catch((error: unknown) => console.error('portcullis: what a refused edit left could not be saved', error))
      .finally(() => {
        if (this.judged.get(document) === done) this.judged.delete(document);
      });
    this.judged.set(document, done);
    return done;
  }

  private async judgeEdit(inserted: Inserted): Promise<void> {
    const { document } = inserted;
    let isSaved = !document.isDirty;
    const watch = vscode.workspace.onDidSaveTextDocument((saved) => {
      isSaved ||= saved === document;
    });
    try {
      const isKept = await this.judge.judgeAfterwards(inserted);
      // What was written meanwhile must not stay on disk.
      if (!isKept && isSaved && document.isDirty) await document.save();
    } finally {
      watch.dispose();
    }
  }
}
