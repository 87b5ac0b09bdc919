/**
 * Formatting of policy files.
 *
 * Registered for each policy by its own path where the client lets us: a formatter for all YAML would make editors ask
 * which one to use in every other file.
 */

import type { DocumentFormattingParams, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { formatPolicy } from '../../engine/policy/format';
import type { Handlers } from '../handlers';
import { pathOfUri } from '../paths';
import type { FeatureContext } from './feature';

const method = 'textDocument/formatting';

/** Returns what tells the client of a policy that it can be formatted. */
export function startFormatting(
  { files, traits, ask }: FeatureContext,
  handlers: Handlers,
): (policy: TextDocument) => void {
  handlers.onRequest(method, ({ textDocument }: DocumentFormattingParams): TextEdit[] | null => {
    const file = files.get(textDocument.uri);
    if (file === undefined) return null;
    const before = file.document.getText();
    const { text } = formatPolicy(before);
    if (text === undefined || text === before) return [];
    return [toEdit(file.document, before, text)];
  });

  const offered = new Set<string>();
  return ({ uri }) => {
    if (!traits().dynamic.has(method) || offered.has(uri)) return;
    offered.add(uri);
    const documentSelector = [{ scheme: uri.slice(0, uri.indexOf(':')), pattern: escapeGlob(pathOfUri(uri) ?? uri) }];
    const registration = { id: `portcullis-${method}-${offered.size}`, method, registerOptions: { documentSelector } };
    ask('client/registerCapability', { registrations: [registration] });
  };
}

/** Returns one edit from the first difference to the last. */
function toEdit(document: TextDocument, before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  const range = { start: document.positionAt(head), end: document.positionAt(before.length - tail) };
  return { range, newText: after.slice(head, after.length - tail) };
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[\]{}]/g, '[$&]');
}
