/** The outline of a policy file. */

import type { DocumentSymbol, DocumentSymbolParams } from 'vscode-languageserver';
import { type PolicySymbol, symbolsOf } from '../../engine/policy/language/symbols';
import type { Feature } from './feature';
import type { PolicyFile } from './policyFiles';
import { toRange } from './toProtocol';

/** LSP's `SymbolKind`s. */
const kinds: Readonly<Record<PolicySymbol['kind'], DocumentSymbol['kind']>> = {
  section: 3,
  level: 22,
  rule: 12,
  model: 5,
  detector: 8,
  exception: 20,
  test: 6,
  entry: 19,
};

export const startSymbols: Feature = ({ files }, handlers) => {
  handlers.onRequest(
    'textDocument/documentSymbol',
    ({ textDocument }: DocumentSymbolParams): DocumentSymbol[] | null => {
      const file = files.get(textDocument.uri);
      return file === undefined ? null : symbolsOf(file.source).map((symbol) => toSymbol(file, symbol));
    },
  );
};

function toSymbol(file: PolicyFile, { name, detail, kind, range, selection, children }: PolicySymbol): DocumentSymbol {
  return {
    name,
    detail,
    kind: kinds[kind],
    range: toRange(file, range),
    selectionRange: toRange(file, selection),
    children: children.map((child) => toSymbol(file, child)),
  };
}
