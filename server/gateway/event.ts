/** What is told of a decision: numbers and names, no text. */

import type { Finding } from '../engine/detect/types';
import type { DestinationSpec } from '../engine/policy/types';
import type { Decision } from '../engine/types';
import { headerOf } from '../host/gateway/headers';
import type { GatewayEvent, GatewayRequest, Operation, Upstream } from './types';
import { hostOf } from './upstreams';

const longestClient = 120;

/** Returns the event of a decision about a request or its answer. */
export function eventOf(told: {
  readonly upstream: Upstream;
  readonly request: GatewayRequest;
  readonly operation: Pick<Operation, 'name' | 'channel'>;
  readonly destination: DestinationSpec;
  readonly decision: Decision;
  readonly findings: readonly Pick<Finding, 'detector'>[];
  readonly decidedIn: number;
}): GatewayEvent {
  const { upstream, request, operation, destination, decision, decidedIn } = told;
  const { name, host = hostOf(upstream), weights } = destination;
  const findings: Record<string, number> = {};
  for (const { detector } of told.findings) findings[detector] = (findings[detector] ?? 0) + 1;
  return {
    upstream: upstream.name,
    operation: operation.name,
    channel: operation.channel,
    model: { host, ...(name === undefined ? {} : { name }), ...(weights === undefined ? {} : { weights }) },
    client: (headerOf(request.headers, 'user-agent') ?? '').slice(0, longestClient),
    decision,
    findings,
    requestBytes: request.body.length,
    decidedIn,
  };
}
