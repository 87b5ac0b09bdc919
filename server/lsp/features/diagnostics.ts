/** Publishes a document's findings as diagnostics, after every change and with the version they are of. */

import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { notify } from '../handlers';
import type { View } from '../openDocument';
import type { Session } from '../session';
import { toDiagnostic } from '../toProtocol';

/** An editor is not shown more than this for one document; a data file may hold any number. */
const maxDiagnostics = 500;

/** `isTaken` says that a document's diagnostics are published by another, together with its own. */
export function startDiagnostics(session: Session, isTaken: (view: View) => boolean): void {
  session.onView((view) => {
    if (!isTaken(view)) publishDiagnostics(session, view);
  });
}

/** Takes a closed document's diagnostics away. */
export function clearDiagnostics(session: Session, uri: string): void {
  notify(session.connection, 'textDocument/publishDiagnostics', { uri, diagnostics: [] });
}

/** Publishes a document's findings, and more that is known of it. */
export function publishDiagnostics(session: Session, view: View, more: readonly Diagnostic[] = []): void {
  const { uri, version } = view.document;
  const params: PublishDiagnosticsParams = {
    uri,
    version,
    diagnostics: [
      ...more,
      ...view.classification.findings.map((finding) => toDiagnostic(view, finding, session.docsBase)),
    ].slice(0, maxDiagnostics),
  };
  notify(session.connection, 'textDocument/publishDiagnostics', params);
}
