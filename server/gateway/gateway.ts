/**
 * The gateway: one request to a model in, the answer out, with the decision in between.
 *
 * Opens no socket and reads no file. Invariant: nothing is sent that was not decided about, and what is sent is what was
 * decided about.
 */

import type { CompiledPolicy } from '../engine/policy/compiled';
import { createAnswerInspection } from './answer/inspection';
import { readAnswer } from './answer/readAnswer';
import { createConversations } from './conversations';
import { decideRequest, type Judged, type Scans } from './decideRequest';
import { type ResolvedDestination, resolveDestination, withoutFound } from './destination';
import { eventOf } from './event';
import { withoutHeaders } from './headers';
import { createPlaceholders } from './placeholders';
import { explainRequest, refuse } from './refusal';
import { type PlainPath, readPath } from './request/path';
import { readContent } from './request/readContent';
import { replaceInBody } from './request/replace';
import { joinTexts, type RequestText } from './request/requestText';
import { createScanMemory } from './request/scanMemory';
import { createRestoredValues } from './restoredValues';
import {
  type Gateway,
  type GatewayParts,
  type GatewayRequest,
  type GatewayResponse,
  type Json,
  type Operation,
  type Upstream,
  UpstreamError,
  type WireFormat,
} from './types';
import { formatOf, recognise } from './wire';

/** One request with what is known before its body is read. */
interface Call {
  readonly upstream: Upstream;
  readonly request: GatewayRequest;
  readonly path: PlainPath;
  readonly format: WireFormat;
  /** `undefined` where no wire format knows the path. */
  readonly operation: Operation | undefined;
  readonly policy: CompiledPolicy;
  readonly started: number;
}

const length = 'content-length';

/** What a path that no wire format knows is taken for: content for a destination that nobody approved. */
const unknownOperation: Operation = { name: 'unknown', channel: 'gateway', hasContent: true, describe: () => ({}) };

/** Returns a gateway. Between requests it keeps scans, conversations and values it restored, all bounded. */
export function createGateway(parts: GatewayParts): Gateway {
  const placeholderFor = createPlaceholders(parts.key);
  const conversations = createConversations();
  const restored = createRestoredValues();
  let scans: { readonly policy: CompiledPolicy; readonly scans: Scans } | undefined;

  /** The texts as they came and as they are sent are remembered apart: each is like its own of the turn before. */
  function scansFor(policy: CompiledPolicy): Scans {
    if (scans?.policy !== policy) {
      const { scanner } = policy;
      scans = { policy, scans: { ofText: createScanMemory(scanner), ofRedacted: createScanMemory(scanner) } };
    }
    return scans.scans;
  }

  async function answer(upstream: Upstream, request: GatewayRequest): Promise<GatewayResponse> {
    const started = performance.now();
    const policy = parts.policy();
    if (policy === undefined) {
      return refuse(formatOf(upstream), 503, 'portcullis has no policy it can read, and sends nothing without one');
    }
    const path = readPath(request.path);
    if ('fault' in path) return refuse(formatOf(upstream), 400, `portcullis did not send this request: ${path.fault}`);
    const { format, operation } = recognise(upstream, request.method, path.decoded);
    return decideAndSend({ upstream, request, path, format, operation, policy, started });
  }

  async function decideAndSend(call: Call): Promise<GatewayResponse> {
    const { upstream, request, path, policy } = call;
    const operation = call.operation ?? unknownOperation;
    const { texts, facts } = readContent(request, call.operation, path.decoded);
    const conversation = facts.continues === undefined ? undefined : conversations.get(upstream, facts.continues);
    const before = conversation === undefined ? [path.decoded] : [conversation.text, path.decoded];
    const text = joinTexts(texts, [...before, ...path.query]);
    // Lists and states: nothing is in them but a path where nothing is found.
    const isEmpty =
      text.unseen === undefined &&
      conversation === undefined &&
      path.query.length === 0 &&
      text.parts.every((part) => !/\S/.test(part.text)) &&
      scansFor(policy).ofText(path.decoded).findings.length === 0;
    if (isEmpty && operation.answerTexts === undefined) {
      return parts.send(upstream, { ...request, path: path.path, headers: withoutHeaders(request.headers, length) });
    }
    const destination: ResolvedDestination =
      call.operation === undefined
        ? { spec: { channel: operation.channel }, weighed: [] }
        : await resolveDestination(policy, upstream, { channel: operation.channel, model: facts.model }, parts.attest);
    const hasContent = operation.hasContent && request.body.length > 0;
    const judged = decideRequest(
      policy,
      { request: text, destination: destination.spec, conversation, restored, hasContent, now: parts.now() },
      scansFor(policy),
      placeholderFor,
    );
    const { decision, findings } = judged;
    const decidedIn = performance.now() - call.started;
    const told = { ...destination, spec: withoutFound(destination.spec, text.text, findings) };
    parts.record(eventOf({ ...call, operation, destination: told.spec, decision, findings, decidedIn }));
    return refusalOf(call, text, told, judged) ?? send(call, operation, text, told, judged);
  }

  function refusalOf(
    { policy, format }: Call,
    text: RequestText,
    { spec, weighed }: ResolvedDestination,
    { decision, findings }: Judged,
  ): GatewayResponse | undefined {
    const { effect, enforced } = decision;
    if (!enforced || (effect !== 'block' && effect !== 'ask')) return undefined;
    if (text.fault !== undefined) {
      const { fault, at, status } = text.fault;
      return refuse(format, status, `portcullis did not send this request, which it can't read: ${fault} (at ${at})`);
    }
    const refused = { policy, decision, findings, destination: spec, unseen: text.unseen, unproven: weighed };
    return refuse(format, 403, explainRequest(refused));
  }

  async function send(
    { upstream, request, path, format, policy }: Call,
    operation: Operation,
    text: RequestText,
    { spec }: ResolvedDestination,
    { decision, replacements, redacted, placeholders }: Judged,
  ): Promise<GatewayResponse> {
    const isReplaced = decision.enforced && replacements.length > 0;
    const kept = decision.enforced ? { text: redacted, placeholders } : { text: text.text, placeholders: new Map() };
    const inspect =
      operation.answerTexts &&
      createAnswerInspection(policy, spec, parts.now, (inserted) => {
        const found = inserted.reasons.flatMap(({ detector }) => (detector === undefined ? [] : [{ detector }]));
        const told = { operation: { ...operation, name: `${operation.name} answer` }, findings: found, decidedIn: 0 };
        parts.record(eventOf({ upstream, request, destination: spec, decision: inserted, ...told }));
      });
    const isRead =
      operation.answerTexts !== undefined &&
      (kept.placeholders.size > 0 || inspect !== undefined || operation.answerId !== undefined);
    const response = await parts.send(upstream, {
      ...request,
      path: path.path,
      headers: withoutHeaders(request.headers, length, ...(isRead ? ['accept-encoding'] : [])),
      body: isReplaced ? replaceInBody(text, replacements) : request.body,
    });
    if (!isRead) return response;
    const seen = (answered: Json): void => {
      const id = operation.answerId?.(answered);
      if (id !== undefined) conversations.set(upstream, id, kept);
    };
    const { placeholders: held } = kept;
    return readAnswer(response, { operation, format, placeholders: held, inspect, restored: restored.add, seen });
  }

  return {
    async handle(upstream, request) {
      try {
        return await answer(upstream, request);
      } catch (error) {
        const format = formatOf(upstream);
        if (error instanceof UpstreamError) return refuse(format, error.status, error.message);
        return refuse(format, 500, 'portcullis failed at this request; nothing of it is passed on');
      }
    },
  };
}
