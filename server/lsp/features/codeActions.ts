/** Quick fixes on findings: an environment reference instead of a secret, and asking for an exception. */

import type { CodeAction, CodeActionParams, Command, Diagnostic } from 'vscode-languageserver';
import { replacementFor } from '../../engine/detect/replacement';
import type { Finding } from '../../engine/detect/types';
import type { Handlers } from '../handlers';
import type { View } from '../openDocument';
import type { PolicyFileSupport } from '../policyFile';
import type { Session } from '../session';
import { titleOf, toDiagnostic, toRange } from '../toProtocol';

/** The editor's own command, which shows what `portcullis/exception` answers. Its argument: `{uri, rule}`. */
export const requestExceptionCommand = 'portcullis.requestException';

export function startCodeActions(session: Session, handlers: Handlers, more: PolicyFileSupport['actions']): void {
  handlers.onRequest('textDocument/codeAction', async (params: CodeActionParams): Promise<CodeAction[]> => {
    const only = params.context?.only;
    if (only !== undefined && !only.some((kind) => kind === '' || kind === 'quickfix')) return [];
    const view = await session.view(params.textDocument.uri);
    const from = view.document.offsetAt(params.range.start);
    const to = view.document.offsetAt(params.range.end);
    const onFindings = view.classification.findings
      .filter(({ offset, length }) => offset <= to && offset + length >= from)
      .flatMap((finding) => actionsFor(view, finding, toDiagnostic(view, finding, session.docsBase)));
    return [...more(params.textDocument.uri, params.range), ...onFindings];
  });
}

function actionsFor(view: View, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const replacement = finding.detector.startsWith('secret/') ? replace(view, finding, diagnostic) : undefined;
  const rule = view.classification.atoms.find((atom) => atom.findings?.includes(finding))?.rule;
  const title = `Portcullis: Ask for an exception (${titleOf(view, finding.detector)})`;
  const command: Command = {
    title,
    command: requestExceptionCommand,
    arguments: [{ uri: view.document.uri, ...(rule === undefined ? {} : { rule }) }],
  };
  const ask: CodeAction = { title, kind: 'quickfix', diagnostics: [diagnostic], command };
  return replacement === undefined ? [ask] : [replacement, ask];
}

function replace(view: View, finding: Finding, diagnostic: Diagnostic): CodeAction | undefined {
  const { document } = view;
  const replacement = replacementFor(document.getText(), finding, document.languageId);
  if (replacement === undefined) return undefined;
  const edit = { range: toRange(document, replacement), newText: replacement.text };
  return {
    title: `Portcullis: Replace by ${replacement.text}`,
    kind: 'quickfix',
    isPreferred: true,
    diagnostics: [diagnostic],
    edit: {
      documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: [edit] }],
    },
  };
}
