/** Publishes a document's findings as diagnostics, after every change and with the version they are of. */

import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { notify } from '../handlers';
import type { View } from '../openDocument';
import type { Session } from '../session';
import { toDiagnostic } from '../toProtocol';

/** An editor is not shown more than this for one document; a data file may hold any number. */
const maxDiagnostics = 500;

export function startDiagnostics(session: Session): void {
  session.onView((view) => publish(session, view));
}

/** Takes a closed document's diagnostics away. */
export function clearDiagnostics(session: Session, uri: string): void {
  notify(session.connection, 'textDocument/publishDiagnostics', { uri, diagnostics: [] });
}

function publish(session: Session, view: View): void {
  const { uri, version } = view.document;
  const params: PublishDiagnosticsParams = {
    uri,
    version,
    diagnostics: view.classification.findings
      .slice(0, maxDiagnostics)
      .map((finding) => toDiagnostic(view, finding, session.docsBase)),
  };
  notify(session.connection, 'textDocument/publishDiagnostics', params);
}
