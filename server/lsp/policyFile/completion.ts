/** Completion in policy files: fields, allowed values, and the names that are there to be referred to. */

import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import { type Completion, complete } from '../../engine/policy/language/complete';
import type { Feature } from './feature';
import type { PolicyFile } from './policyFiles';
import { toRange } from './toProtocol';

/** LSP's `CompletionItemKind`s and `InsertTextFormat`s. */
const itemKinds = { field: 5, value: 12, name: 18, entry: 15 } as const;
const plainText = 1;
const snippet = 2;
const asIs = 1;

export const startCompletion: Feature = ({ files, traits }, handlers) => {
  handlers.onRequest(
    'textDocument/completion',
    ({ textDocument, position }: CompletionParams): CompletionList | null => {
      // It is asked at every key, and reading a large policy takes long: an earlier version gives the names.
      const file = files.lastRead(textDocument.uri);
      if (file === undefined) return null;
      const { document, source, isJson } = file;
      const completions = complete(source, document.offsetAt(position), isJson, document.getText());
      const items = completions.map((each, index) => toItem(file, each, index, traits().takesSnippets));
      return { isIncomplete: false, items };
    },
  );
};

function toItem(file: PolicyFile, each: Completion, index: number, takesSnippets: boolean): CompletionItem {
  return {
    label: each.label,
    kind: itemKinds[each.kind],
    ...(each.detail === undefined ? {} : { detail: each.detail }),
    ...(each.documentation === undefined
      ? {}
      : { documentation: { kind: 'markdown', value: each.documentation } as const }),
    sortText: String(index).padStart(5, '0'),
    filterText: each.filter,
    insertTextFormat: takesSnippets ? snippet : plainText,
    // The indentation of further lines is written out already.
    insertTextMode: asIs,
    textEdit: { range: toRange(file, each.range), newText: takesSnippets ? each.snippet : each.text },
  };
}
