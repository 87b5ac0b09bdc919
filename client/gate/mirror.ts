/**
 * The text of the active document as it was a moment ago: change events say what came, not what it replaced.
 *
 * Costs next to nothing while typing: changes are only noted, and applied when somebody asks.
 */

import type * as vscode from 'vscode';
import { applyChanges, type Change } from './changes';

const mostPending = 500;

export class Mirror {
  private uri: string | undefined;
  private base = '';
  private pending: (readonly Change[])[] = [];

  /** Starts over with a document, or with none. */
  follow(document: vscode.TextDocument | undefined): void {
    this.uri = document?.uri.toString();
    this.base = document?.getText() ?? '';
    this.pending = [];
  }

  /** Returns the document's text as it is for this mirror, `undefined` for documents that are not followed. */
  textOf(document: vscode.TextDocument): string | undefined {
    if (document.uri.toString() !== this.uri) return undefined;
    for (const changes of this.pending) this.base = applyChanges(this.base, changes);
    this.pending = [];
    return this.base;
  }

  /** Notes a change that has happened. */
  note(document: vscode.TextDocument, changes: readonly Change[]): void {
    if (document.uri.toString() !== this.uri) return;
    this.pending.push(changes);
    if (this.pending.length > mostPending) this.follow(document);
  }
}

/** Returns what the text was before the latest changes, where nobody mirrored it: what they replaced stays unknown. */
export function textBefore(document: vscode.TextDocument, batches: readonly (readonly Change[])[]): string {
  let text = document.getText();
  for (const changes of [...batches].reverse()) text = applyChanges(text, inverseOf(changes));
  return text;
}

function inverseOf(changes: readonly Change[]): Change[] {
  let shift = 0;
  return [...changes]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, removed, text }) => {
      const inverse = { offset: offset + shift, removed: text.length, text: '\u0000'.repeat(removed) };
      shift += text.length - removed;
      return inverse;
    });
}
