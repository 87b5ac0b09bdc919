/** Judges insertions before and after they happen, and records what became of them. */

import { createHash } from 'node:crypto';
import { ResponseError } from 'vscode-jsonrpc';
import type { EntryInput } from '../../provenance/entry';
import { checkRanges, checkText, insertedText, isRange, toLines } from '../fromProtocol';
import { contentModified, type Handlers, invalid } from '../handlers';
import type { View } from '../openDocument';
import {
  type CheckInsertionParams,
  checkInsertionRequest,
  type InsertionVerdict,
  type InspectInsertionParams,
  type InspectInsertionResult,
  inspectInsertionRequest,
  type Range,
  type RecordOutcomeParams,
  recordOutcomeRequest,
} from '../protocol';
import { type Insert, recordSoon, toEntry } from '../recorder';
import type { Session } from '../session';
import { decideFor, type Insertion, toVerdict } from '../verdict';

export function startInsertions(session: Session, handlers: Handlers): void {
  handlers.onRequest(checkInsertionRequest, (params: CheckInsertionParams) => check(session, params));
  handlers.onRequest(inspectInsertionRequest, (params: InspectInsertionParams) => inspect(session, params));
  handlers.onRequest(recordOutcomeRequest, (params: RecordOutcomeParams) => recordOutcome(session, params));
}

async function check(session: Session, { uri, tool }: CheckInsertionParams): Promise<InsertionVerdict> {
  const view = await session.view(uri);
  const insertion = tool === undefined ? {} : { tool: checkText(tool, 'tool') };
  return toVerdict(view, decideFor(view, insertion, session.services.now()));
}

async function inspect(session: Session, params: InspectInsertionParams): Promise<InspectInsertionResult> {
  checkSource(params);
  const ranges = checkRanges(params.ranges);
  const view = await session.view(params.uri);
  if (view.document.version !== params.version) {
    throw new ResponseError(
      contentModified,
      `the document is at version ${view.document.version}, the insertion at ${params.version}; ask again`,
    );
  }
  const inserted = insertedText(view, ranges);
  const insertion = { ...inserted, canAsk: params.canAsk === true, ...sourceOf(params) };
  const decision = decideFor(view, insertion, session.services.now());
  const verdict = toVerdict(view, decision);
  const [first] = ranges;
  const insert: Insert = {
    text: inserted.text,
    ...(first === undefined ? {} : { range: toLines(first) }),
    ...outcomeOf(verdict),
  };
  record(session, view, params, toEntry(view, params, decision, insert), ranges);
  return { ...verdict, decision };
}

async function recordOutcome(session: Session, params: RecordOutcomeParams): Promise<null> {
  checkSource(params);
  if (!['refused', 'kept', 'removed'].includes(params.outcome)) throw invalid("'outcome' is not known");
  if (params.range !== undefined && !isRange(params.range)) throw invalid("'range' must be a range");
  const view = await session.viewOrPath(checkText(params.uri, 'uri'));
  const text = params.outcome === 'kept' ? textStillThere(view, params) : undefined;
  const insertion: Insertion = {
    canAsk: params.canAsk === true,
    ...sourceOf(params),
    ...(text === undefined || params.range === undefined ? {} : insertedText(view, [params.range])),
  };
  const decision = decideFor(view, insertion, session.services.now());
  const insert: Insert = {
    outcome: params.outcome,
    ...(params.range === undefined || params.outcome === 'refused' ? {} : { range: toLines(params.range) }),
    ...(text === undefined ? {} : { text }),
  };
  const ranges = text === undefined || params.range === undefined ? [] : [params.range];
  record(session, view, params, toEntry(view, params, decision, insert), ranges);
  return null;
}

/** Records the insertion; where it was kept, the characters in the ranges are the model's from now on. */
function record(
  session: Session,
  { document }: View,
  { ticket, uri }: Pick<InspectInsertionParams, 'ticket' | 'uri'>,
  entry: EntryInput,
  ranges: readonly Range[],
): void {
  const logged = recordSoon(session.services, session.connection, ticket, entry);
  if (entry.decision.outcome !== 'kept') return;
  const stretches = ranges.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
  const source = {
    entry: `unlogged:${ticket}`,
    model: entry.model.id,
    name: entry.model.name,
    tool: entry.tool.id,
    policy: entry.decision.policy,
    time: session.services.now().toISOString(),
  };
  session.lines.claim(uri, document.getText(), stretches, source, logged);
}

/** Returns the text in the range if it is the one whose digest was sent. */
function textStillThere({ document }: View, { range, textDigest }: RecordOutcomeParams): string | undefined {
  if (range === undefined || textDigest === undefined) return undefined;
  const text = document.getText(range);
  return createHash('sha256').update(text).digest('hex') === textDigest ? text : undefined;
}

/** What the editor does with a verdict, where no person has to be asked. */
function outcomeOf({ effect, enforced }: InsertionVerdict): Pick<Insert, 'outcome'> {
  if (!enforced || effect === 'allow' || effect === 'warn') return { outcome: 'kept' };
  return effect === 'block' ? { outcome: 'removed' } : {};
}

function sourceOf({ tool, model }: Pick<InspectInsertionParams, 'tool' | 'model'>): Pick<Insertion, 'tool' | 'name'> {
  return { ...(tool === undefined ? {} : { tool: tool.id }), ...(model === undefined ? {} : { name: model }) };
}

function checkSource({ ticket, how, tool, model }: Partial<InspectInsertionParams>): void {
  checkText(ticket, 'ticket');
  checkText(how, 'how');
  if (tool !== undefined) checkText(tool?.id, 'tool.id');
  if (tool?.version !== undefined) checkText(tool.version, 'tool.version');
  if (model !== undefined) checkText(model, 'model');
}
