/** What is about to be sent by a chat: the inputs' texts and the files they refer to, as far as they can be reached. */

import * as path from 'node:path';
import * as vscode from 'vscode';
import { fileReferences } from './references';

/** The chat's inputs are documents of this scheme, one for each view that has one. */
const inputScheme = 'chatSessionInput';
/** A name that fits more files is not looked up to its end. */
const mostFound = 2000;

export interface Prompt {
  readonly texts: readonly string[];
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Names of what comes along and can't be told or looked at. */
  readonly unknown: readonly string[];
  /** The inputs that the texts stand in; absent where they came otherwise. */
  readonly inputs?: readonly vscode.TextDocument[];
}

/** Returns what stands in the inputs; which of them is sent is not told, so all that hold something count. */
export async function promptInInputs(): Promise<Prompt> {
  const inputs = chatInputs();
  const texts = inputs.map((document) => document.getText());
  return { texts, inputs, ...(await filesOf(texts)) };
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
  const named = await filesOf([query]);
  const attached = Array.isArray(attachFiles) ? attachFiles.map(fileIn) : [];
  const files = attached.flatMap(({ file }) => file ?? []);
  const unknown = attached.flatMap(({ unknown }) => unknown ?? []);
  return { texts: [query], ...together([named, { files, unknown }]) };
}

type Named = Pick<Prompt, 'files' | 'unknown'>;

/** Only files of this machine can be looked at. */
function fileIn(attachment: unknown): { readonly file?: string; readonly unknown?: string } {
  const uri = uriOf(attachment) ?? uriOf((attachment as { uri?: unknown } | null)?.uri);
  if (uri === undefined) return { unknown: 'an attachment' };
  return uri.scheme === 'file' ? { file: uri.fsPath } : { unknown: path.posix.basename(uri.path) };
}

/** A URI that came from another process may be its parts alone. */
function uriOf(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  const { scheme, path, authority } = (value ?? {}) as Record<string, unknown>;
  if (typeof scheme !== 'string' || typeof path !== 'string') return undefined;
  return vscode.Uri.from({ scheme, path, authority: typeof authority === 'string' ? authority : '' });
}

/** A reference is mostly a file's bare name: all files of the workspace that it may mean count. */
async function filesOf(texts: readonly string[]): Promise<Named> {
  const names = [...new Set(texts.flatMap((text) => fileReferences(text)))];
  return together(
    await Promise.all(names.map(async (name) => (path.isAbsolute(name) ? known([name]) : filesNamed(name)))),
  );
}

async function filesNamed(name: string): Promise<Named> {
  const isNamed = ({ path }: vscode.Uri): boolean => path.endsWith(`/${name.replaceAll('\\', '/')}`);
  const open = vscode.workspace.textDocuments
    .map(({ uri }) => uri)
    .filter((uri) => uri.scheme === 'file' && isNamed(uri));
  const pattern = `**/${name.replace(/[\\*?[\]{}!]/g, '?')}`;
  const inWorkspace = await vscode.workspace.findFiles(pattern, null, mostFound + 1);
  if (inWorkspace.length > mostFound) return { files: [], unknown: [name] };
  return known([...open, ...inWorkspace].map(({ fsPath }) => fsPath));
}

function known(files: readonly string[]): Named {
  return { files, unknown: [] };
}

/** More files than are looked at together count as unknown ones. */
function together(some: readonly Named[]): Named {
  const files = [...new Set(some.flatMap(({ files }) => files))];
  const unknown = some.flatMap(({ unknown }) => unknown);
  return files.length <= mostFound ? { files, unknown } : { files: [], unknown: [...unknown, 'too many files'] };
}
