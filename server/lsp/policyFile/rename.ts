/** Rename in policy files. What can't be renamed is refused with a sentence for the person. */

import { ErrorCodes, ResponseError } from 'vscode-jsonrpc';
import type { PrepareRenameParams, PrepareRenameResult, RenameParams, WorkspaceEdit } from 'vscode-languageserver';
import { findRenamable, rename } from '../../engine/policy/language/rename';
import type { Feature } from './feature';
import { toRange, toWorkspaceEdit } from './toProtocol';

export const startRename: Feature = ({ files }, handlers) => {
  handlers.onRequest(
    'textDocument/prepareRename',
    ({ textDocument, position }: PrepareRenameParams): PrepareRenameResult | null => {
      const file = files.get(textDocument.uri);
      if (file === undefined) return null;
      const found = findRenamable(file.source, file.document.offsetAt(position));
      if ('refusal' in found) throw refused(found.refusal);
      return { range: toRange(file, found.range), placeholder: found.name };
    },
  );
  handlers.onRequest(
    'textDocument/rename',
    ({ textDocument, position, newName }: RenameParams): WorkspaceEdit | null => {
      const file = files.get(textDocument.uri);
      if (file === undefined) return null;
      const renaming = rename(file.source, file.document.offsetAt(position), String(newName));
      if ('refusal' in renaming) throw refused(renaming.refusal);
      return toWorkspaceEdit(file, renaming.edits);
    },
  );
};

function refused(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidRequest, message);
}
