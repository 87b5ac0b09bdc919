/**
 * Which installed extensions may not see a document as completion providers. Pure: extensions come as plain data.
 *
 * The editor knows providers by group; without a group of its own an extension's group is its id in lower case.
 */

import type { ClassificationParams } from '../../server/lsp/protocol';
import assistants from '../../server/lsp/protocol/assistants.json';

/** An installed extension, as its manifest has it. */
export interface InstalledExtension {
  readonly id: string;
  readonly categories?: readonly string[];
  readonly keywords?: readonly string[];
  readonly enabledApiProposals?: readonly string[];
  readonly contributes?: Readonly<Record<string, unknown>>;
}

/** What is known of assistants that no manifest says. */
const known: readonly { readonly id: string; readonly groups?: readonly string[]; readonly sendsFrom?: string }[] =
  assistants;
const groupsOf = new Map<string, readonly string[]>(known.map(({ id, groups }) => [id, groups ?? [id]]));
const categories = ['ai', 'chat', 'machine learning'];
const keywords = [
  'ai',
  'copilot',
  'llm',
  'gpt',
  'chatgpt',
  'code completion',
  'ai-autocomplete',
  'code-assistant',
  'inline completion',
];
const contributions = ['languageModelChatProviders', 'chatParticipants', 'languageModels'];

/** Reports whether an extension is, or looks like, an AI assistant. */
export function isAssistant(extension: InstalledExtension): boolean {
  const id = extension.id.toLowerCase();
  if (groupsOf.has(id)) return true;
  if (id === 'portcullis.portcullis' || id.startsWith('vscode.')) return false;
  const has = (list: readonly string[] | undefined, words: readonly string[]): boolean =>
    Array.isArray(list) && list.some((word) => typeof word === 'string' && words.includes(word.toLowerCase()));
  return (
    has(extension.categories, categories) ||
    has(extension.keywords, keywords) ||
    extension.enabledApiProposals?.some((proposal) => proposal.startsWith('inlineCompletionsAdditions')) === true ||
    contributions.some((name) => extension.contributes?.[name] !== undefined)
  );
}

/**
 * Returns the ids of the installed extensions that a document has to be kept from, sorted.
 *
 * Without a classification nothing is known of the document: every assistant is kept away, and all tools in `named`,
 * which are those that the policy is known to name.
 */
export function keptAway(
  installed: readonly InstalledExtension[],
  classification: ClassificationParams | undefined,
  named: readonly string[] = [],
): string[] {
  const isMatch = (id: string, patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matches(id, pattern));
  return installed
    .filter((extension) => {
      const id = extension.id.toLowerCase();
      if (classification === undefined) return isAssistant(extension) || isMatch(id, named);
      if (isMatch(id, classification.deniedTools)) return true;
      if (isMatch(id, classification.allowedTools)) return false;
      return !classification.unknownToolAllowed && isAssistant(extension);
    })
    .map(({ id }) => id.toLowerCase())
    .sort();
}

/** Reports whether an extension is known to send from a process of its own, past everything in the extension host. */
export function sendsByItself(id: string): boolean {
  return known.some((each) => each.id === id.toLowerCase() && each.sendsFrom === 'process');
}

/** Returns the provider groups of extensions, sorted and without repeats. */
export function groupsFor(ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => groupsOf.get(id) ?? [id]))].sort();
}

/** A policy may name tools by glob; only `*` has a meaning in an extension id. */
function matches(id: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  if (parts.length === 1) return id === parts[0];
  const source = parts.map((part) => part.replace(/[^a-z0-9-]/g, '\\$&')).join('.*');
  return new RegExp(`^${source}$`).test(id);
}
