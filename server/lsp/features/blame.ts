/** Follows which lines of open documents are of models, and tells the editor. */

import type { DidSaveTextDocumentParams } from 'vscode-languageserver';
import type { LineAuthors } from '../../provenance/lines/lines';
import { checkText } from '../fromProtocol';
import { type Handlers, invalid } from '../handlers';
import {
  type BlameParams,
  type BlameResult,
  type BlameSpan,
  blameRequest,
  type ExplainEditParams,
  explainEditRequest,
} from '../protocol/blame';
import type { Session } from '../session';

export function startBlame(session: Session, handlers: Handlers): void {
  handlers.onRequest(blameRequest, async ({ uri }: BlameParams): Promise<BlameResult> => {
    const document = session.textOf(checkText(uri, 'uri'));
    if (document === undefined) return { version: 0, spans: [] };
    const { version } = document;
    return { version, spans: toSpans(await session.lines.authors(uri, document.getText())) };
  });
  handlers.onRequest(explainEditRequest, ({ uri, version, reason }: ExplainEditParams): null => {
    if (!Number.isInteger(version) || !['undo', 'redo'].includes(reason)) throw invalid("'reason' is not known");
    session.lines.explain(checkText(uri, 'uri'), version, reason);
    return null;
  });
  handlers.onNotification('textDocument/didSave', ({ textDocument }: DidSaveTextDocumentParams) => {
    const document = session.textOf(textDocument.uri);
    if (document === undefined) return;
    session.lines
      .save(textDocument.uri, document.getText())
      .catch((error) => session.services.fault('storing the origin of lines', error));
  });
}

/** Lines of the same origin in a row are one span, zero-based as in LSP. */
function toSpans(authors: ReadonlyMap<number, LineAuthors>): BlameSpan[] {
  const spans: (BlameSpan & { endLine: number })[] = [];
  for (const [number, { kind, sources }] of authors) {
    const last = spans.at(-1);
    const isNext = last?.endLine === number - 2 && last.kind === kind;
    if (isNext && last.origins.map(({ entry }) => entry).join() === sources.map(({ entry }) => entry).join()) {
      last.endLine++;
    } else spans.push({ startLine: number - 1, endLine: number - 1, kind, origins: sources });
  }
  return spans;
}
