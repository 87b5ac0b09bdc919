/** From offsets of a policy's text to LSP's ranges and edits. */

import type { Range, WorkspaceEdit } from 'vscode-languageserver';
import type { TextRange } from '../../engine/policy/document';
import type { Edit } from '../../engine/policy/edits';
import type { PolicyFile } from './policyFiles';

export function toRange({ document }: PolicyFile, { offset, length }: TextRange): Range {
  return { start: document.positionAt(offset), end: document.positionAt(offset + length) };
}

/** Returns the edits as one change of exactly this version of the document. */
export function toWorkspaceEdit(file: PolicyFile, edits: readonly Edit[]): WorkspaceEdit {
  const { uri } = file.document;
  const textEdits = edits.map((edit) => ({ range: toRange(file, edit), newText: edit.newText }));
  return { documentChanges: [{ textDocument: { uri, version: file.version }, edits: textEdits }] };
}
