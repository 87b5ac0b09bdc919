/**
 * Change events of the editor as the gate's own data.
 */

import * as vscode from 'vscode';
import { type DetailedReason, detailedReasonOf } from '../proposals';
import type { Change } from './changes';
import type { ChangeReason } from './insertion';

export interface DocumentChange {
  readonly document: vscode.TextDocument;
  readonly changes: readonly Change[];
  readonly reason: ChangeReason;
  /** The editor's own word for it, and all it says; absent without the proposed API. */
  readonly source?: string;
  readonly detail?: DetailedReason;
}

/** Returns an event as data, `undefined` for events that change no text. */
export function toDocumentChange(event: vscode.TextDocumentChangeEvent): DocumentChange | undefined {
  if (event.contentChanges.length === 0) return undefined;
  const detail = detailedReasonOf(event);
  return {
    document: event.document,
    changes: event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      removed: rangeLength,
      text,
    })),
    reason: reasonOf(event.reason),
    ...(detail === undefined ? {} : { source: detail.source, detail }),
  };
}

function reasonOf(reason: vscode.TextDocumentChangeReason | undefined): ChangeReason {
  if (reason === vscode.TextDocumentChangeReason.Undo) return 'undo';
  return reason === vscode.TextDocumentChangeReason.Redo ? 'redo' : undefined;
}

/** Returns the range of a stretch of a document. */
export function rangeOf(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
