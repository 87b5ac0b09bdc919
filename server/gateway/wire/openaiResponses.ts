/**
 * OpenAI's Responses API: whole answers, and its streamed events, of which some repeat what earlier ones brought.
 *
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */

import type { AnswerText, Json, Operation } from '../types';
import { at, isTokens, type Keys, listAt, textAt, textsAt } from './shape';

export const responses: Operation = {
  name: 'responses',
  channel: 'chat',
  hasContent: true,
  describe(body, path) {
    const model = textAt(body, 'model');
    const asked = /\/responses\/(resp_[^/]+)/.exec(path)?.[1];
    const continues = textAt(body, 'previous_response_id') ?? conversationOf(body) ?? asked;
    return {
      ...(model === undefined ? {} : { model }),
      ...(continues === undefined ? {} : { continues }),
      isTokenized: isTokens(at(body, 'input')),
    };
  },
  answerTexts: (answer) => (textAt(answer, 'type') === undefined ? outputTexts(answer, []) : eventTexts(answer)),
  endedRuns,
  answerId(answer) {
    const response = at(answer, 'response') ?? answer;
    if (textAt(response, 'object') !== 'response') return undefined;
    return conversationOf(response) ?? textAt(response, 'id');
  },
};

function conversationOf(body: Json | undefined): string | undefined {
  return textAt(body, 'conversation') ?? textAt(body, 'conversation', 'id');
}

type Kind = Pick<AnswerText, 'kind' | 'tool'>;

const words: Kind = { kind: 'text' };
const call: Kind = { kind: 'arguments' };
const input: Kind = { kind: 'text', tool: '' };
const patch: Kind = { kind: 'text', tool: 'apply_patch' };

/** Event types that bring the next piece of a run. */
const pieces = new Map<string, Kind>([
  ['response.output_text.delta', words],
  ['response.refusal.delta', words],
  ['response.function_call_arguments.delta', call],
  ['response.custom_tool_call_input.delta', input],
  ['response.apply_patch_call_operation_diff.delta', patch],
]);

/** Event types that repeat all of a run, with the key where it stands. */
const wholes = new Map<string, readonly [key: string, Kind]>([
  ['response.output_text.done', ['text', words]],
  ['response.refusal.done', ['refusal', words]],
  ['response.function_call_arguments.done', ['arguments', call]],
  ['response.custom_tool_call_input.done', ['input', input]],
  ['response.apply_patch_call_operation_diff.done', ['diff', patch]],
]);

const ends: ReadonlySet<string> = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** A message has a run for each part, a call one. */
function runOf(event: Json): string {
  return `${at(event, 'output_index') ?? ''}/${at(event, 'content_index') ?? 'call'}`;
}

function endedRuns(event: Json): readonly string[] {
  const type = textAt(event, 'type') ?? '';
  if (ends.has(type)) return [''];
  if (type === 'response.output_item.done') return [`${at(event, 'output_index') ?? ''}/`];
  return wholes.has(type) ? [runOf(event)] : [];
}

function eventTexts(event: Json): readonly AnswerText[] {
  const type = textAt(event, 'type') ?? '';
  const run = runOf(event);
  const piece = pieces.get(type);
  if (piece !== undefined) return textsAt(event, ['delta'], { ...piece, run, isWhole: false });
  const whole = wholes.get(type);
  if (whole !== undefined) return textsAt(event, [whole[0]], { ...whole[1], run, isWhole: true });
  return [
    ...itemTexts(at(event, 'item'), ['item'], at(event, 'output_index')),
    ...partTexts(at(event, 'part'), ['part'], run),
    ...outputTexts(at(event, 'response'), ['response']),
  ];
}

function outputTexts(response: Json | undefined, place: Keys): readonly AnswerText[] {
  return listAt(response, 'output').flatMap((item, index) => itemTexts(item, [...place, 'output', index], index));
}

function itemTexts(item: Json | undefined, place: Keys, index: Json | undefined): readonly AnswerText[] {
  const tool = textAt(item, 'name') ?? '';
  const run = `${index ?? ''}/call`;
  switch (textAt(item, 'type')) {
    case 'message':
      return listAt(item, 'content').flatMap((part, position) =>
        partTexts(part, [...place, 'content', position], `${index ?? ''}/${position}`),
      );
    case 'function_call':
      return textsAt(item, ['arguments'], { run, kind: 'arguments', tool, isWhole: true }, place);
    case 'custom_tool_call':
      return textsAt(item, ['input'], { run, kind: 'text', tool, isWhole: true }, place);
    case 'apply_patch_call':
      return textsAt(item, ['operation', 'diff'], { ...patch, run, isWhole: true }, place);
    default:
      return [];
  }
}

function partTexts(part: Json | undefined, place: Keys, run: string): readonly AnswerText[] {
  return ['text', 'refusal'].flatMap((key) => textsAt(part, [key], { ...words, run, isWhole: true }, place));
}
