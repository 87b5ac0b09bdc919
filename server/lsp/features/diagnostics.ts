/** Publishes a document's findings as diagnostics, after every change and with the version they are of. */

import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { parseSuppressions, suppressionOf } from '../../engine/detect/suppression';
import { notify } from '../handlers';
import type { View } from '../openDocument';
import type { Session } from '../session';
import { toDiagnostic, toSuppressionDiagnostic } from '../toProtocol';

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

/** Publishes a document's findings but those a comment quiets, and more that is known of it. */
export function publishDiagnostics(session: Session, view: View, more: readonly Diagnostic[] = []): void {
  const { uri, version } = view.document;
  const params: PublishDiagnosticsParams = {
    uri,
    version,
    diagnostics: [...more, ...findingDiagnostics(view, session.docsBase, session.services.now())].slice(
      0,
      maxDiagnostics,
    ),
  };
  notify(session.connection, 'textDocument/publishDiagnostics', params);
}

/** Returns the diagnostics of findings that no comment quiets, and of comments that were meant to and don't. */
export function findingDiagnostics(view: View, docsBase: string, now: Date): Diagnostic[] {
  const { suppressions, problems } = parseSuppressions(view.document.getText(), now.getTime());
  return [
    ...view.classification.findings
      .filter((finding) => suppressionOf(finding, suppressions) === undefined)
      .map((finding) => toDiagnostic(view, finding, docsBase)),
    ...problems.map((problem) => toSuppressionDiagnostic(view, problem)),
  ];
}
