/** A decision of the gateway as an entry of the provenance log. Pure; an event holds no text, and neither does the entry. */

import type { GatewayEvent } from '../../gateway/types';
import type { EntryInput } from '../../provenance/entry';

/** What an entry has room for. */
const longestName = 1024;
const mostDetectors = 64;
const mostLayers = 64;

/** Returns the entry of a decision. */
export function toEntry(event: GatewayEvent): EntryInput {
  const { decision, upstream, operation, model, client } = event;
  const [id, ...others] = decision.destination.models;
  const [rule] = decision.reasons.map((reason) => reason.rule);
  const layers = decision.policy.layers?.map(({ digest }) => digest).slice(0, mostLayers);
  const [tool = '', version = ''] = client.split(/[\s/]+/);
  return {
    kind: 'decision',
    tool: { id: nameOf(tool), ...(version === '' ? {} : { version: nameOf(version) }) },
    model: {
      id: id !== undefined && others.length === 0 ? id : 'unknown',
      name: nameOf(model.name ?? ''),
      how: model.weights === undefined ? 'request' : 'attested',
    },
    request: {
      upstream: nameOf(upstream),
      operation: nameOf(operation),
      channel: event.channel,
      host: nameOf(model.host),
      ...(model.weights === undefined ? {} : { weights: nameOf(model.weights) }),
      bytes: event.requestBytes,
      micros: Math.max(0, Math.round(event.decidedIn * 1000)),
      findings: Object.fromEntries(Object.entries(event.findings).slice(0, mostDetectors)),
    },
    target: { path: `${upstream}/${operation}` },
    decision: {
      effect: decision.effect,
      enforced: decision.enforced,
      policy: decision.policy.digest,
      label: decision.label,
      ...(rule === undefined ? {} : { rule }),
      ...(layers === undefined || layers.length === 0 ? {} : { layers }),
    },
  };
}

function nameOf(text: string): string {
  return text === '' ? 'unknown' : text.slice(0, longestName);
}
