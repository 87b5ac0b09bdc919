/**
 * Asks the service about insertions, with a deadline: no answer in time is an answer too.
 */

import { createHash, randomUUID } from 'node:crypto';
import type { TextDocument, Range as VscodeRange } from 'vscode';
import {
  checkInsertionRequest,
  type InsertionVerdict,
  type InspectInsertionParams,
  type InspectInsertionResult,
  inspectInsertionRequest,
  type Range,
  type RecordOutcomeParams,
  recordOutcomeRequest,
} from '../../server/lsp/protocol';
import type { DetailedReason } from '../proposals';
import { rangeOf } from './editorChanges';
import type { AcceptKind } from './handOver';
import type { Segment } from './segments';

/** The service as the gate sees it. */
export interface Service {
  readonly isConnected: boolean;
  /** Rejects where the service is away or goes away. */
  request<R>(method: string, params: unknown): Promise<R>;
}

/** Short enough that a save that waits (1.5 s at most) is never written before the verdict. */
const deadline = 1000;

/** Returns what the insertion rules say of a document alone, `undefined` where the service doesn't say in time. */
export function checkTarget(service: Service, uri: string): Promise<InsertionVerdict | undefined> {
  return inTime(service.request<InsertionVerdict>(checkInsertionRequest, { uri }));
}

/** Returns the verdict on what stands in `segments` now, `undefined` where the service doesn't say in time. */
export function inspect(
  service: Service,
  document: TextDocument,
  segments: readonly Segment[],
  origin: Origin,
): Promise<InspectInsertionResult | undefined> {
  const params: InspectInsertionParams = {
    ...origin,
    uri: document.uri.toString(),
    version: document.version,
    ranges: segments.map(({ start, end }) => toRange(rangeOf(document, start, end))),
  };
  return inTime(service.request<InspectInsertionResult>(inspectInsertionRequest, params));
}

/** Records what became of an insertion; the log is the service's, so without it there is nothing to record to. */
export async function recordOutcome(
  service: Service,
  uri: string,
  origin: Origin,
  outcome: Pick<RecordOutcomeParams, 'outcome' | 'range' | 'textDigest'>,
): Promise<void> {
  const params: RecordOutcomeParams = { ...origin, uri, ...outcome };
  await inTime(service.request<unknown>(recordOutcomeRequest, params));
}

/** Where an insertion comes from, as far as it is known, under a ticket of its own. */
export type Origin = Pick<InspectInsertionParams, 'ticket' | 'kind' | 'canAsk' | 'tool' | 'model' | 'how'>;

/** Who made a change, and how that is known where it isn't the editor's own word. */
export type Source = Omit<DetailedReason, 'source'> & { readonly how?: string };

/** Returns the origin that is told, or an honest unknown. */
export function originOf(kind: AcceptKind, detail: Source | undefined): Origin {
  const ticket = randomUUID();
  if (detail?.extensionId === undefined) return { ticket, kind, canAsk: true, how: 'unknown' };
  const version = detail.extensionVersion;
  return {
    ticket,
    kind,
    canAsk: true,
    tool: { id: detail.extensionId, ...(version === undefined ? {} : { version }) },
    ...(detail.modelId === undefined ? {} : { model: wireNameOf(detail.modelId) }),
    how: detail.how ?? 'detailedReason',
  };
}

/** The editor's ids of models begin with the vendor and the group they were added in: `customendpoint|Work|qwen3`. */
function wireNameOf(modelId: string): string {
  return modelId.slice(modelId.lastIndexOf('|') + 1);
}

/** Returns a range as the protocol has it; the editor's own would be sent as a list. */
export function toRange({ start, end }: VscodeRange): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

/** Returns a text's SHA-256, lower-case hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), deadline);
  });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
