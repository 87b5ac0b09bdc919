/** What is said of lines that a model had a part in. Pure. */

import type { BlameSpan } from '../../server/lsp/protocol/blame';

/** So many insertions of one line are named. */
const maxOrigins = 5;

/** Returns the span that holds a line, zero-based. */
export function spanAt(spans: readonly BlameSpan[], line: number): BlameSpan | undefined {
  return spans.find(({ startLine, endLine }) => startLine <= line && line <= endLine);
}

/** Returns Markdown: which model, by which tool, when, by which entry and under which policy. */
export function describeSpan({ kind, origins }: BlameSpan): string {
  const named = origins.slice(0, maxOrigins).map(({ name, model: id, tool, time, entry, policy }) => {
    // Where the tool didn't tell the name, the policy may know the tool's model.
    const known = [name, id].find((each) => each !== 'unknown');
    const model = known === undefined ? 'a model that is not known' : code(known);
    const by = tool === 'unknown' ? '' : `, ${code(tool)}`;
    const logged = entry.startsWith('unlogged:') ? 'not in the log' : `entry ${code(entry)}`;
    return `${model}${by}, ${time.slice(0, 16).replace('T', ' ')} UTC, ${logged}, policy ${code(policy.slice(0, 19))}`;
  });
  const more = origins.length > maxOrigins ? [`and ${origins.length - maxOrigins} more`] : [];
  const lead = kind === 'mixed' ? 'In part from' : 'From';
  return [...named.map((text) => `${lead} ${text}`), ...more].join('  \n');
}

/** A name comes from whatever tool reported it: it must not become a link or a picture. */
function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, '')}\``;
}
