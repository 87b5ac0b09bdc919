/**
 * Records what changes while an accept is handed over, and makes out the insertion among it.
 */

import type * as vscode from 'vscode';
import type { ClassificationParams } from '../../server/lsp/protocol';
import { applyChanges } from './changes';
import type { DocumentChange } from './editorChanges';
import { findInsertion, isAccept } from './findInsertion';
import type { AcceptKind } from './handOver';
import { Insertion } from './insertion';
import type { Source } from './inspect';
import { textBefore } from './mirror';
import { segmentsOf } from './segments';

/** An insertion in a document, with how it came to be. */
export interface Inserted {
  readonly document: vscode.TextDocument;
  readonly insertion: Insertion;
  readonly kind: AcceptKind;
  readonly detail?: Source;
  /** What the document was classified as before the insertion, where that may have changed since. */
  readonly known?: ClassificationParams;
}

/** Inputs of the workbench that take inline suggestions and are never the active editor. */
const inputSchemes = ['vscode-scm', 'comment', 'vscode-chat-input', 'chatSessionInput', 'vscode-interactive-input'];

interface Record {
  readonly document: vscode.TextDocument;
  /** The text when the recording began, where it was at hand. */
  readonly before?: string;
  readonly seen: DocumentChange[];
}

export class Recorder {
  private readonly records = new Map<string, Record>();
  private readonly active: vscode.TextDocument | undefined;

  /** Starts recording; `active` is the document the suggestion is most likely for. */
  constructor(active: vscode.TextDocument | undefined) {
    this.active = active;
    if (active) this.records.set(active.uri.toString(), { document: active, before: active.getText(), seen: [] });
  }

  note(change: DocumentChange): void {
    const key = change.document.uri.toString();
    const record = this.records.get(key) ?? { document: change.document, seen: [] };
    this.records.set(key, record);
    record.seen.push(change);
  }

  /** Returns the insertion, `undefined` where nothing was inserted. It continues `tail` where it starts at its end. */
  finish(kind: AcceptKind, tail: Inserted | undefined): Inserted | undefined {
    const record = this.chosen();
    const earlier = tail?.document === record?.document ? tail : undefined;
    if (record === undefined || record.seen.length === 0) return undefined;
    const { document, seen } = record;
    const parts = new Set(findInsertion(seen));
    const [opening] = parts;
    if (opening === undefined) return undefined;
    let text =
      record.before ??
      textBefore(
        document,
        seen.map(({ changes }) => changes),
      );
    let insertion: Insertion | undefined;
    for (const [index, { changes, reason }] of seen.entries()) {
      if (parts.has(index)) {
        insertion ??= isContinued(earlier, text, changes) ? earlier!.insertion : new Insertion(text);
        insertion.insert(changes, index === opening);
      } else {
        (insertion ?? earlier?.insertion)?.change(changes, reason);
      }
      text = applyChanges(text, changes);
    }
    const detail = seen[opening]?.detail;
    return insertion && { document, insertion, kind, ...(detail && isAccept(seen[opening]!) ? { detail } : {}) };
  }

  private chosen(): Record | undefined {
    const records = [...this.records.values()];
    const named = records.find(({ seen }) => seen.some((change) => isAccept(change) === true));
    if (named !== undefined) return named;
    const active = this.active && this.records.get(this.active.uri.toString());
    if (active !== undefined && active.seen.length > 0) return active;
    return records.find(({ document }) => inputSchemes.includes(document.uri.scheme));
  }
}

function isContinued(tail: Inserted | undefined, text: string, changes: DocumentChange['changes']): boolean {
  if (tail === undefined || tail.kind === 'all') return false;
  const [first] = segmentsOf(text, changes);
  return first !== undefined && tail.insertion.isContinuedAt(first.start);
}
