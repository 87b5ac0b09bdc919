/** Follows which documents and folders the editor has open, edit by edit. */

import type {
  DidChangeTextDocumentParams,
  DidChangeWorkspaceFoldersParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import type { Handlers } from '../handlers';
import type { Session } from '../session';
import { clearDiagnostics } from './diagnostics';

export function startDocuments(session: Session, handlers: Handlers): void {
  handlers.onNotification('textDocument/didOpen', ({ textDocument }: DidOpenTextDocumentParams) => {
    const { uri, languageId, version, text } = textDocument;
    if (typeof uri === 'string' && typeof text === 'string') session.open(uri, languageId ?? '', version ?? 0, text);
  });
  handlers.onNotification('textDocument/didChange', ({ textDocument, contentChanges }: DidChangeTextDocumentParams) => {
    session.change(textDocument.uri, textDocument.version, Array.isArray(contentChanges) ? contentChanges : []);
  });
  handlers.onNotification('textDocument/didClose', ({ textDocument }: DidCloseTextDocumentParams) => {
    session.close(textDocument.uri);
    clearDiagnostics(session, textDocument.uri);
  });
  handlers.onNotification('workspace/didChangeWorkspaceFolders', ({ event }: DidChangeWorkspaceFoldersParams) => {
    const removed = new Set(event.removed.map(({ uri }) => uri));
    session.setFolders([
      ...session.folderUris.filter((uri) => !removed.has(uri)),
      ...event.added.map(({ uri }) => uri),
    ]);
  });
}
