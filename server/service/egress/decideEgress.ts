/**
 * The decision about a request that an extension is about to send: the gateway's, with the documents it quotes.
 *
 * Sends nothing and changes no answer; what comes back of a request that was redacted keeps its placeholders.
 */

import { decide } from '../../engine/decide';
import { joinLabels } from '../../engine/label';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import { strictestOf } from '../../engine/policy/firstMatch';
import type { DestinationSpec } from '../../engine/policy/types';
import type { Content, Decision } from '../../engine/types';
import { decideRequest, type Judged, type RequestQuestion, type Scans } from '../../gateway/decideRequest';
import { resolveDestination } from '../../gateway/destination';
import { eventOf } from '../../gateway/event';
import type { PlaceholderFor } from '../../gateway/placeholders';
import { explainRequest } from '../../gateway/refusal';
import { readPath } from '../../gateway/request/path';
import { readContent } from '../../gateway/request/readContent';
import { replaceInBody } from '../../gateway/request/replace';
import { joinTexts, type RequestText } from '../../gateway/request/requestText';
import type { GatewayEvent, GatewayParts, GatewayRequest, WireFormat } from '../../gateway/types';
import type { DecideEgressResult } from '../../lsp/protocol/egress';
import { type Place, placeOf, withSender } from './place';

/** A request with its body decoded, and who sends it. */
export interface EgressQuestion {
  readonly request: GatewayRequest;
  readonly url: URL;
  readonly extension: string;
}

export interface EgressMeans {
  readonly attest: GatewayParts['attest'];
  readonly scans: Scans;
  readonly placeholderFor: PlaceholderFor;
  /** The labelled documents of which a text holds lines. */
  readonly quoted: (text: string) => readonly Content[];
  readonly record: (event: GatewayEvent) => void;
  readonly now: () => Date;
}

/** Answers aren't changed, so no value comes back by them. */
const nothingRestored: RequestQuestion['restored'] = { addTo: (found) => found };

/** Decides about a request and tells of it. */
export async function decideEgress(
  policy: CompiledPolicy,
  { request, url, extension }: EgressQuestion,
  means: EgressMeans,
): Promise<DecideEgressResult> {
  const started = performance.now();
  const path = readPath(request.path);
  if ('fault' in path) {
    const place = placeOf(policy, request.method, url, '/');
    return refuse(place.format, 400, `portcullis did not send this request: ${path.fault}`);
  }
  const place = placeOf(policy, request.method, url, path.decoded);
  const { operation } = place;
  const { texts, facts } = readContent(request, operation, path.decoded);
  const text = joinTexts(texts, [...(operation === undefined ? [path.decoded] : []), ...path.query]);
  if (text.text === '' && text.unseen === undefined) return { effect: 'allow' };
  const { name, channel, hasContent } = operation ?? { name: 'unknown', channel: 'gateway', hasContent: true };
  const { spec: resolved, weighed } = await resolveDestination(
    policy,
    { ...place.upstream, baseUrl: place.endpoint },
    { channel, model: facts.model },
    (_, model) => means.attest(place.upstream, model),
  );
  const spec = withSender(policy, resolved, extension);
  const now = means.now();
  const question = {
    request: text,
    destination: spec,
    conversation: undefined,
    restored: nothingRestored,
    hasContent: hasContent && request.body.length > 0,
    now,
  };
  const judged = decideRequest(policy, question, means.scans, means.placeholderFor);
  const quoted = means.quoted(text.text);
  const decision = withQuoted(policy, judged.decision, quoted, spec, now);
  means.record(
    eventOf({
      upstream: place.upstream,
      request: { ...request, headers: [['user-agent', extension]] },
      operation: { name, channel },
      destination: spec,
      decision,
      findings: judged.findings,
      decidedIn: performance.now() - started,
    }),
  );
  const model = facts.model === undefined ? {} : { model: facts.model };
  if (!decision.enforced) return { effect: 'allow', ...model };
  if (decision.effect === 'block' || decision.effect === 'ask') {
    return explain(policy, place, text, { ...judged, decision }, { spec, weighed, quoted });
  }
  if (judged.replacements.length === 0) return { effect: 'allow', ...model };
  return { effect: 'redact', ...model, body: new TextDecoder().decode(replaceInBody(text, judged.replacements)) };
}

/** What the request quotes is judged beside it; the stricter holds. */
function withQuoted(
  policy: CompiledPolicy,
  decision: Decision,
  contents: readonly Content[],
  destination: DestinationSpec,
  now: Date,
): Decision {
  if (contents.length === 0) return decision;
  const quoted = decide(policy, { contents, destination, canAsk: false }, now);
  return {
    ...decision,
    effect: strictestOf([decision.effect, quoted.effect]),
    label: joinLabels(policy.levels, decision.label, quoted.label),
    reasons: [...quoted.reasons, ...decision.reasons],
  };
}

function explain(
  policy: CompiledPolicy,
  { format }: Place,
  text: RequestText,
  { decision, findings }: Pick<Judged, 'decision' | 'findings'>,
  {
    spec,
    weighed,
    quoted,
  }: {
    readonly spec: DestinationSpec;
    readonly weighed: readonly string[];
    readonly quoted: readonly Content[];
  },
): DecideEgressResult {
  if (text.fault !== undefined) {
    const { fault, at, status } = text.fault;
    return refuse(format, status, `portcullis did not send this request, which it can't read: ${fault} (at ${at})`);
  }
  const refused = { policy, decision, findings, destination: spec, unseen: text.unseen, unproven: weighed };
  const paths = quoted.flatMap(({ path }) => path ?? []).slice(0, 3);
  const lines = paths.length === 0 ? '' : ` It holds lines of ${paths.join(', ')}.`;
  return refuse(format, 403, `${explainRequest(refused)}${lines}`);
}

/** Returns a refusal in the provider's own shape. */
export function refuse(format: WireFormat, status: number, reason: string): DecideEgressResult {
  return { effect: 'refuse', status, reason, body: JSON.stringify(format.refusal(status, reason)) };
}
