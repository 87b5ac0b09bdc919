/** A decision of the gateway as a line for a terminal. */

import type { GatewayEvent } from '../../gateway/types';

/** Returns `effect upstream operation model: rules (findings), size, time`; holds no text of the request. */
export function formatEvent(event: GatewayEvent): string {
  const { decision, upstream, operation, model, findings, requestBytes, decidedIn } = event;
  const rules = [...new Set(decision.reasons.filter(({ effect }) => effect !== 'allow').map(({ rule }) => rule))];
  const found = Object.entries(findings).map(([detector, count]) => (count === 1 ? detector : `${detector} ×${count}`));
  const why = [rules.join(', '), found.length === 0 ? '' : `(${found.join(', ')})`].filter(Boolean).join(' ');
  const effect = decision.enforced || decision.effect === 'allow' ? decision.effect : `observed ${decision.effect}`;
  const what = [effect, upstream, operation, model.name ?? model.host].join(' ');
  return `${what}${why === '' ? '' : `: ${why}`}, ${formatSize(requestBytes)}, ${decidedIn.toFixed(1)} ms`;
}

function formatSize(bytes: number): string {
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
