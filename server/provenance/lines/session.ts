/**
 * A logged insertion as a session of git-ai's standard, and back. Pure but for the digest.
 *
 * Each entry of the log is a session of its own: what the log knows is which entry a line came from, not which
 * conversation. What the standard has no field for stands in `custom_attributes`.
 */

import { createHash } from 'node:crypto';
import type { Source } from './attribution';
import type { SessionRecord } from './authorship';

/** Returns the key that lines of this insertion have in a note. */
export function keyOf({ tool, entry }: Source): string {
  return `${sessionId(tool, entry)}::t_${digest(entry)}`;
}

/** Returns the id and record of the insertion's session. */
export function sessionOf(source: Source): readonly [string, SessionRecord] {
  const { entry, model, name, tool, policy, time } = source;
  return [
    sessionId(tool, entry),
    {
      agent_id: { tool, id: entry, model: name },
      custom_attributes: { 'portcullis.model': model, 'portcullis.policy': policy, 'portcullis.time': time },
    },
  ];
}

/** Returns the insertion, `undefined` for a session that is none of Portcullis's. */
export function sourceOf({ agent_id, custom_attributes = {} }: SessionRecord): Source | undefined {
  const model = custom_attributes['portcullis.model'];
  const policy = custom_attributes['portcullis.policy'];
  const time = custom_attributes['portcullis.time'];
  if (model === undefined || policy === undefined || time === undefined) return undefined;
  return { entry: agent_id.id, model, name: agent_id.model, tool: agent_id.tool, policy, time };
}

/** Returns the key of a person, `Name <address>` as git has them. */
export function personKey(author: string): string {
  return `h_${digest(author)}`;
}

/** The standard's `{tool}:{conversation_id}`. */
function sessionId(tool: string, entry: string): string {
  return `s_${digest(`${tool}:${entry}`)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 14);
}
