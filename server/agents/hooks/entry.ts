/** A part of an event as an entry of the provenance log: what was decided, by whom, about what; never a text. Pure. */

import type { EntryInput } from '../../provenance/entry';
import type { HeardPart } from './answerHook';

const longestName = 1024;
const longestPath = 4096;
const mostLayers = 64;

/** Returns the entry of what was decided. */
export function entryOfHook({
  host,
  event,
  channel,
  decision,
  source,
  target,
  bytes,
  decidedIn,
}: HeardPart): EntryInput {
  const [id, ...others] = decision.destination.models;
  const [reason] = decision.reasons;
  const layers = decision.policy.layers?.map(({ digest }) => digest).slice(0, mostLayers);
  return {
    kind: 'decision',
    tool: { id: host.tool, ...(event.version === undefined ? {} : { version: nameOf(event.version) }) },
    model: {
      id: id !== undefined && others.length === 0 ? id : 'unknown',
      name: nameOf(source.name ?? ''),
      how: source.name === undefined ? 'unknown' : 'hook',
    },
    request: {
      upstream: host.id,
      operation: nameOf(event.tool === undefined ? event.name : `${event.name}/${event.tool}`),
      channel,
      host: nameOf(source.host ?? ''),
      bytes,
      micros: Math.max(0, Math.round(decidedIn * 1000)),
    },
    target: { path: target === '' ? event.name : target.slice(0, longestPath) },
    decision: {
      effect: decision.effect,
      enforced: decision.enforced,
      policy: decision.policy.digest,
      label: decision.label,
      ...(reason === undefined ? {} : { rule: nameOf(reason.rule) }),
      ...(layers === undefined || layers.length === 0 ? {} : { layers }),
    },
  };
}

function nameOf(text: string): string {
  return text === '' ? 'unknown' : text.slice(0, longestName);
}
