/**
 * `portcullis.showMatches`: the files that a rule's paths match, to pick one. The policy's code lens calls it.
 */

import * as vscode from 'vscode';
import { type MatchesParams, type MatchesResult, matchesRequest } from '../../server/lsp/protocol';
import type { CommandContext } from './context';

/** `params` are `MatchesParams`, as the service put them into the code lens. */
export async function showMatches({ connection }: CommandContext, params?: unknown): Promise<void> {
  if (typeof params !== 'object' || params === null) return;
  const { count, files } = await connection.request<MatchesResult>(matchesRequest, params as MatchesParams);
  const title = count > files.length ? `the first ${files.length} of ${count} files` : `${count} files`;
  const items = files.map(({ uri, path }) => ({ label: path, uri }));
  const picked = await vscode.window.showQuickPick(items, { title: `Matched by this rule: ${title}` });
  if (picked !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(picked.uri));
}
