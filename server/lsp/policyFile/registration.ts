/**
 * Which requests of policy files the client is told of: for YAML and JSON alone where it lets us say so, else for all.
 */

import type { Registration, ServerCapabilities } from 'vscode-languageserver';
import type { ClientTraits } from './clientTraits';

interface Provided {
  readonly method: string;
  readonly capability: keyof ServerCapabilities;
  readonly options: object;
}

const provided: readonly Provided[] = [
  {
    method: 'textDocument/completion',
    capability: 'completionProvider',
    options: { triggerCharacters: ['"', "'", '[', '{', ',', ' ', '/'] },
  },
  { method: 'textDocument/definition', capability: 'definitionProvider', options: {} },
  { method: 'textDocument/references', capability: 'referencesProvider', options: {} },
  { method: 'textDocument/rename', capability: 'renameProvider', options: { prepareProvider: true } },
  { method: 'textDocument/documentSymbol', capability: 'documentSymbolProvider', options: { label: 'Portcullis' } },
  { method: 'textDocument/documentHighlight', capability: 'documentHighlightProvider', options: {} },
  { method: 'textDocument/codeLens', capability: 'codeLensProvider', options: { resolveProvider: true } },
  { method: 'textDocument/inlayHint', capability: 'inlayHintProvider', options: {} },
];

/** Registered policy by policy. */
const formatting: Provided = {
  method: 'textDocument/formatting',
  capability: 'documentFormattingProvider',
  options: {},
};

const documentSelector = [
  { language: 'yaml' },
  { language: 'json' },
  { language: 'jsonc' },
  { pattern: '**/*.{yaml,yml,json,jsonc}' },
];

/** Returns what is said in the answer to `initialize`: what can't be registered for some documents alone. */
export function staticCapabilities({ dynamic }: ClientTraits): Partial<ServerCapabilities> {
  const all = [...provided, formatting];
  return Object.fromEntries(
    all.filter(({ method }) => !dynamic.has(method)).map(({ capability, options }) => [capability, options]),
  );
}

/** Returns what is registered after `initialized`. */
export function registrationsOf({ dynamic }: ClientTraits): Registration[] {
  return provided
    .filter(({ method }) => dynamic.has(method))
    .map(({ method, options }) => ({
      id: `portcullis-${method}`,
      method,
      registerOptions: { documentSelector, ...options },
    }));
}
