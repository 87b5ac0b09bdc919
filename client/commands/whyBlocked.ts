/**
 * `portcullis.whyBlocked`: what was refused in this window lately, and why.
 */

import * as vscode from 'vscode';
import type { Refusal } from '../gate/refusals';
import type { CommandContext } from './context';

export async function whyBlocked({ documents, refusals }: CommandContext): Promise<void> {
  if (refusals.latest.length === 0) {
    void vscode.window.showInformationMessage('Portcullis has refused nothing in this window.');
    return;
  }
  const sections = alike(refusals.latest).map(sectionFor);
  await documents.showMarkdown('Refused AI suggestions', ['# Refused AI suggestions', ...sections].join('\n\n'));
}

/** Refusals of the same thing in a row, which is what a key pressed again and again gives, are one. */
function alike(refusals: readonly Refusal[]): { readonly latest: Refusal; readonly count: number }[] {
  const groups: { latest: Refusal; count: number }[] = [];
  for (const refusal of refusals) {
    const last = groups.at(-1);
    const { latest } = last ?? {};
    const isSame = latest?.message === refusal.message && latest.uri.toString() === refusal.uri.toString();
    if (last !== undefined && isSame && latest.takenOut === refusal.takenOut) last.count++;
    else groups.push({ latest: refusal, count: 1 });
  }
  return groups;
}

function sectionFor({ latest, count }: { readonly latest: Refusal; readonly count: number }): string {
  const { time, uri, message, tool, takenOut } = latest;
  const times = count === 1 ? '' : ` ${count} times in a row.`;
  const what = `${takenOut ? 'Inserted and taken out again.' : 'Not inserted.'}${times}`;
  const source = tool === undefined ? 'The source is not known.' : `Source: \`${tool}\`.`;
  const file = vscode.workspace.asRelativePath(uri).replace(/[\\`*_[\]<>]/g, '\\$&');
  return `## ${time.toLocaleTimeString()}: ${file}\n\n${message.replace(/[<>]/g, '\\$&')}\n\n${what} ${source}`;
}
