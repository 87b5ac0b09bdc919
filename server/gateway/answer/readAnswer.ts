/**
 * An upstream's answer on its way to the client: passed on as it is, or read by its content type.
 */

import { headerOf } from '../../host/gateway/headers';
import { withoutHeaders } from '../headers';
import { refuse } from '../refusal';
import { concat, type Frame, type Framing, parseJson } from '../stream/frame';
import { createNdjson } from '../stream/ndjson';
import { readStream } from '../stream/readStream';
import { createSse } from '../stream/sse';
import { type GatewayResponse, type Headers, type Json, UpstreamError, type WireFormat } from '../types';
import { HeldBack } from './inspect';
import { type AnswerRules, createAnswerReader } from './reader';

export interface AnswerPlan extends AnswerRules {
  readonly format: WireFormat;
  /** Told each event of the answer, or all of it, as it came. */
  readonly seen: (answer: Json) => void;
}

/** Of an answer that is read as a whole. */
const longestAnswer = 64 * 1024 * 1024;

/** Returns the answer as the client gets it. Throws `UpstreamError` where it can't be read. */
export async function readAnswer(response: GatewayResponse, plan: AnswerPlan): Promise<GatewayResponse> {
  const encoding = headerOf(response.headers, 'content-encoding') ?? 'identity';
  if (encoding !== 'identity')
    throw new UpstreamError(`the upstream answered in an encoding not asked for: ${encoding}`);
  const framing = framingOf(response.headers, plan.format);
  const headers = withoutHeaders(response.headers, 'content-length');
  if (framing === undefined) return readWhole(response, headers, plan);
  const body = response.body instanceof Uint8Array ? once(response.body) : response.body;
  const reader = createAnswerReader<Frame>(plan, true);
  const fail = (message: string, status: number): Json => plan.format.refusal(status, message);
  return { ...response, headers, body: readStream(body, framing, reader, fail, plan.seen) };
}

function framingOf(headers: Headers, { errorEvent }: WireFormat): Framing | undefined {
  const type = headerOf(headers, 'content-type')?.toLowerCase() ?? '';
  if (type.startsWith('text/event-stream')) return createSse(errorEvent);
  return /^application\/(?:x-)?(?:ndjson|jsonl)/.test(type) ? createNdjson() : undefined;
}

async function readWhole(response: GatewayResponse, headers: Headers, plan: AnswerPlan): Promise<GatewayResponse> {
  const bytes = await collect(response.body);
  const text = new TextDecoder().decode(bytes);
  const answer = parseJson(text);
  try {
    if (typeof answer !== 'object' || answer === null) {
      plan.inspect?.(text);
      return { ...response, body: bytes };
    }
    const changed = readEvents(answer, plan);
    return changed === answer
      ? { ...response, body: bytes }
      : { ...response, headers, body: new TextEncoder().encode(JSON.stringify(changed)) };
  } catch (error) {
    if (error instanceof HeldBack) return refuse(plan.format, 403, error.message);
    throw error;
  }
}

/** A list of events in one JSON array is a stream too. */
function readEvents(answer: Json, plan: AnswerPlan): Json {
  const isStream = Array.isArray(answer);
  const events = isStream ? (answer as readonly Json[]) : [answer];
  const reader = createAnswerReader<undefined>(plan, isStream);
  for (const event of events) plan.seen(event);
  const read = [...events.flatMap((event) => reader.read(event, undefined)), ...reader.end()].map(({ json }) => json);
  if (read.length === events.length && read.every((event, index) => event === events[index])) return answer;
  return isStream ? read : (read[0] as Json);
}

async function collect(body: GatewayResponse['body']): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > longestAnswer) throw new UpstreamError('the upstream answered with more than can be looked at');
    chunks.push(chunk);
  }
  return concat(chunks);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
