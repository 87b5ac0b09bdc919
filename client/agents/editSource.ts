/** Which of the editor's own words for a change say that an assistant made it. Pure. */

/** What the editor calls changes that an agent or an inline chat makes. Accepted completions are the gate's own. */
const agentSources: readonly string[] = ['Chat.applyEdits', 'inlineChat.applyEdits'];
/** What it calls changes whose maker it doesn't know: other extensions' edits arrive so, and what was written to disk. */
const unknownSources: readonly string[] = ['unknown', 'applyEdits', 'reloadFromDisk'];

/** Reports whether a change is an assistant's; `undefined` where the editor doesn't say. */
export function isAgentEdit(source: string | undefined): boolean | undefined {
  if (source === undefined || unknownSources.includes(source)) return undefined;
  return agentSources.includes(source);
}
