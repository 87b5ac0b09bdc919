/** What is about to be sent by a chat: the inputs' texts and the files they refer to, as far as they can be reached. */

import * as path from 'node:path';
import * as vscode from 'vscode';
import { fileReferences } from './references';

/** The chat's inputs are documents of this scheme, one for each view that has one. */
const inputScheme = 'chatSessionInput';
const mostFound = 20;

export interface Prompt {
  readonly texts: readonly string[];
  /** Absolute paths. */
  readonly files: readonly string[];
  /** The inputs that the texts stand in; absent where they came otherwise. */
  readonly inputs?: readonly vscode.TextDocument[];
}

/** Returns what stands in the inputs; which of them is sent is not told, so all that hold something count. */
export async function promptInInputs(): Promise<Prompt> {
  const inputs = chatInputs();
  const texts = inputs.map((document) => document.getText());
  return { texts, inputs, files: await filesOf(texts) };
}

/** Returns the inputs that hold something. */
export function chatInputs(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(
    (document) => document.uri.scheme === inputScheme && document.getText().trim() !== '',
  );
}

/** Returns what is sent by `workbench.action.chat.open`; `undefined` where nothing is. */
export async function promptInArguments(argument: unknown): Promise<Prompt | undefined> {
  const { query, isPartialQuery, attachFiles } =
    typeof argument === 'string' ? { query: argument } : ((argument ?? {}) as Record<string, unknown>);
  if (typeof query !== 'string' || query === '' || isPartialQuery === true) return undefined;
  const attached = (Array.isArray(attachFiles) ? attachFiles : []).flatMap((each) => pathIn(each) ?? []);
  return { texts: [query], files: [...new Set([...(await filesOf([query])), ...attached])] };
}

function pathIn(attachment: unknown): string | undefined {
  const uri = attachment instanceof vscode.Uri ? attachment : (attachment as { uri?: unknown } | null)?.uri;
  return uri instanceof vscode.Uri ? uri.fsPath : undefined;
}

/** A reference is mostly a file's bare name: the files of the workspace that it may mean count, the first of very many. */
async function filesOf(texts: readonly string[]): Promise<string[]> {
  const names = [...new Set(texts.flatMap((text) => fileReferences(text)))];
  const found = await Promise.all(names.map(async (name) => (path.isAbsolute(name) ? [name] : filesNamed(name))));
  return [...new Set(found.flat())];
}

async function filesNamed(name: string): Promise<string[]> {
  const isNamed = ({ path }: vscode.Uri): boolean => path.endsWith(`/${name.replaceAll('\\', '/')}`);
  const open = vscode.workspace.textDocuments
    .map(({ uri }) => uri)
    .filter((uri) => uri.scheme === 'file' && isNamed(uri));
  const pattern = `**/${name.replace(/[\\*?[\]{}!]/g, '?')}`;
  const inWorkspace = await vscode.workspace.findFiles(pattern, null, mostFound);
  return [...open, ...inWorkspace].map(({ fsPath }) => fsPath);
}
