/** What of an editor's abilities matters for policy files, from its `initialize`. */

import type { InitializeParams } from 'vscode-languageserver';

export interface ClientTraits {
  readonly takesSnippets: boolean;
  /** Whether it is our own extension, which has commands of ours. */
  readonly isVscode: boolean;
  /** The methods that may be registered for policy files alone, after `initialize`. */
  readonly dynamic: ReadonlySet<string>;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
}

/** The requests of policy files that others do not answer, with the client's name for each ability. */
const abilities = {
  'textDocument/completion': 'completion',
  'textDocument/definition': 'definition',
  'textDocument/references': 'references',
  'textDocument/rename': 'rename',
  'textDocument/documentSymbol': 'documentSymbol',
  'textDocument/documentHighlight': 'documentHighlight',
  'textDocument/codeLens': 'codeLens',
  'textDocument/inlayHint': 'inlayHint',
  'textDocument/formatting': 'formatting',
} as const;

/** Returns what the client said it can do. Its words come from any process, so nothing is taken for granted. */
export function traitsOf(params: Partial<InitializeParams>): ClientTraits {
  const { textDocument, workspace } = params.capabilities ?? {};
  const options = params.initializationOptions as { client?: unknown } | undefined;
  const dynamic = Object.entries(abilities).filter(([, name]) => textDocument?.[name]?.dynamicRegistration === true);
  return {
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    isVscode: options?.client === 'vscode',
    dynamic: new Set(dynamic.map(([method]) => method)),
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
  };
}
