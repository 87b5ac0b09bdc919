/** Go to definition, find references, and highlighting of the names of a policy. */

import type {
  DefinitionParams,
  DocumentHighlight,
  DocumentHighlightParams,
  Location,
  ReferenceParams,
} from 'vscode-languageserver';
import { definitionsOf, nameAt, rangeOfUse, referencesTo } from '../../engine/policy/language/navigate';
import type { NameUse } from '../../engine/policy/names';
import type { Feature } from './feature';
import type { PolicyFile } from './policyFiles';
import { toRange } from './toProtocol';

/** LSP's `DocumentHighlightKind`s. */
const read = 2;
const write = 3;

export const startNavigation: Feature = ({ files }, handlers) => {
  handlers.onRequest('textDocument/definition', ({ textDocument, position }: DefinitionParams): Location[] | null => {
    const file = files.get(textDocument.uri);
    const use = file && nameAt(file.source, file.document.offsetAt(position));
    return file && use ? toLocations(file, definitionsOf(file.source, use)) : null;
  });
  handlers.onRequest('textDocument/references', (params: ReferenceParams): Location[] | null => {
    const file = files.get(params.textDocument.uri);
    const use = file && nameAt(file.source, file.document.offsetAt(params.position));
    if (file === undefined || use === undefined) return null;
    const definitions = params.context?.includeDeclaration ? definitionsOf(file.source, use) : [];
    return toLocations(file, [...definitions, ...referencesTo(file.source, use)]);
  });
  handlers.onRequest(
    'textDocument/documentHighlight',
    ({ textDocument, position }: DocumentHighlightParams): DocumentHighlight[] | null => {
      const file = files.get(textDocument.uri);
      const use = file && nameAt(file.source, file.document.offsetAt(position));
      if (file === undefined || use === undefined) return null;
      return [...definitionsOf(file.source, use), ...referencesTo(file.source, use)].flatMap((each) => {
        const range = rangeOfUse(file.source, each);
        return range ? [{ range: toRange(file, range), kind: each.role === 'definition' ? write : read }] : [];
      });
    },
  );
};

function toLocations(file: PolicyFile, uses: readonly NameUse[]): Location[] {
  return uses.flatMap((use) => {
    const range = rangeOfUse(file.source, use);
    return range === undefined ? [] : [{ uri: file.document.uri, range: toRange(file, range) }];
  });
}
