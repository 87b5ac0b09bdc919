/**
 * A model that speaks four providers' protocols and says what it is told to: `say:` text, `run:` a shell call, `edit:` a
 * file-editing call. Streams come in pieces of a few characters.
 */

import type { ServerResponse } from 'node:http';
import { type Received, replyJson, replyPieces } from './mockUpstream';

interface Wanted {
  readonly verb: 'say' | 'run' | 'edit';
  readonly text: string;
}

/** Answers a request in the protocol of its path. */
export async function replyAsModel(request: Received, res: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.path, 'http://x');
  const body = parse(request.body);
  const wanted = find(body) ?? { verb: 'say', text: 'nothing' };
  const isStream = (body as { stream?: boolean } | undefined)?.stream;
  if (pathname.endsWith('/chat/completions')) return isStream ? streamChat(res, wanted) : replyJson(res, chat(wanted));
  if (pathname.endsWith('/responses')) return isStream ? streamResponse(res, wanted) : replyJson(res, response(wanted));
  if (pathname.endsWith('/messages')) return isStream ? streamMessage(res, wanted) : replyJson(res, message(wanted));
  if (pathname.endsWith('/api/chat'))
    return isStream ? streamOllama(res, wanted) : replyJson(res, ollama(wanted, true));
  if (pathname.endsWith(':streamGenerateContent')) return streamGemini(res, wanted);
  if (pathname.endsWith(':generateContent')) return replyJson(res, gemini(wanted));
  if (pathname.endsWith('/embeddings'))
    return replyJson(res, { object: 'list', data: [{ embedding: [0.5], index: 0 }] });
  replyJson(res, { error: 'not found' }, 404);
}

const toolOf = { say: '', run: 'bash', edit: 'write_file' } as const;
const argumentsOf = ({ verb, text }: Wanted): object =>
  verb === 'run' ? { command: text } : { path: 'a.txt', content: text };

function chat(wanted: Wanted): object {
  const call = {
    id: 'c1',
    type: 'function',
    function: { name: toolOf[wanted.verb], arguments: JSON.stringify(argumentsOf(wanted)) },
  };
  const content = wanted.verb === 'say' ? { content: wanted.text } : { content: null, tool_calls: [call] };
  return {
    id: 'x1',
    object: 'chat.completion',
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', ...content }, finish_reason: 'stop' }],
  };
}

function streamChat(res: ServerResponse, wanted: Wanted): Promise<void> {
  const deltas =
    wanted.verb === 'say'
      ? pieces(wanted.text).map((content) => ({ content }))
      : pieces(JSON.stringify(argumentsOf(wanted))).map((part, index) => ({
          tool_calls: [
            {
              index: 0,
              ...(index === 0 ? { id: 'c1', type: 'function' } : {}),
              function: { ...(index === 0 ? { name: toolOf[wanted.verb] } : {}), arguments: part },
            },
          ],
        }));
  const chunks = deltas.map((delta) => ({
    id: 'x1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: null }],
  }));
  const last = { id: 'x1', object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
  return replyPieces(res, 'text/event-stream', [
    ...[...chunks, last].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`),
    'data: [DONE]\n\n',
  ]);
}

function response({ text }: Wanted): object {
  const content = [{ type: 'output_text', text, annotations: [] }];
  return {
    id: 'r1',
    object: 'response',
    status: 'completed',
    output: [{ id: 'o1', type: 'message', role: 'assistant', status: 'completed', content }],
  };
}

function streamResponse(res: ServerResponse, wanted: Wanted): Promise<void> {
  const place = { item_id: 'o1', output_index: 0, content_index: 0 };
  const item = { id: 'o1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const events = [
    { type: 'response.created', response: { id: 'r1', object: 'response', status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.content_part.added', ...place, part: { type: 'output_text', text: '', annotations: [] } },
    ...pieces(wanted.text).map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_text.done', ...place, text: wanted.text },
    { type: 'response.completed', response: response(wanted) },
  ];
  return sendEvents(
    res,
    events.map((event, sequence_number) => ({ ...event, sequence_number })),
  );
}

function message(wanted: Wanted): object {
  const content =
    wanted.verb === 'say'
      ? { type: 'text', text: wanted.text }
      : { type: 'tool_use', id: 't1', name: toolOf[wanted.verb], input: argumentsOf(wanted) };
  return {
    id: 'm1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [content],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
}

function streamMessage(res: ServerResponse, wanted: Wanted): Promise<void> {
  const isText = wanted.verb === 'say';
  const block = isText
    ? { type: 'text', text: '' }
    : { type: 'tool_use', id: 't1', name: toolOf[wanted.verb], input: {} };
  const deltas = pieces(isText ? wanted.text : JSON.stringify(argumentsOf(wanted))).map((piece) =>
    isText ? { type: 'text_delta', text: piece } : { type: 'input_json_delta', partial_json: piece },
  );
  return sendEvents(res, [
    { type: 'message_start', message: { ...message(wanted), content: [], stop_reason: null } },
    { type: 'content_block_start', index: 0, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ]);
}

function ollama(wanted: Wanted, done: boolean): object {
  const call = { function: { name: toolOf[wanted.verb], arguments: argumentsOf(wanted) } };
  const content = wanted.verb === 'say' ? { content: wanted.text } : { content: '', tool_calls: [call] };
  return { model: 'm', created_at: '2026-11-21T05:00:00Z', message: { role: 'assistant', ...content }, done };
}

function streamOllama(res: ServerResponse, wanted: Wanted): Promise<void> {
  const said = wanted.verb === 'say' ? pieces(wanted.text).map((text) => ({ ...wanted, text })) : [wanted];
  const lines = [...said.map((part) => ollama(part, false)), ollama({ verb: 'say', text: '' }, true)];
  return replyPieces(
    res,
    'application/x-ndjson',
    lines.map((line) => `${JSON.stringify(line)}\n`),
  );
}

function gemini(wanted: Wanted, isLast = true): object {
  const part =
    wanted.verb === 'say'
      ? { text: wanted.text }
      : { functionCall: { name: toolOf[wanted.verb], args: argumentsOf(wanted) } };
  return {
    candidates: [{ content: { role: 'model', parts: [part] }, ...(isLast ? { finishReason: 'STOP' } : {}), index: 0 }],
    modelVersion: 'm',
  };
}

function streamGemini(res: ServerResponse, wanted: Wanted): Promise<void> {
  const said = wanted.verb === 'say' ? pieces(wanted.text).map((text) => ({ ...wanted, text })) : [wanted];
  return replyPieces(
    res,
    'text/event-stream',
    said.map((part, index) => `data: ${JSON.stringify(gemini(part, index === said.length - 1))}\r\n\r\n`),
  );
}

function sendEvents(res: ServerResponse, events: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  return replyPieces(
    res,
    'text/event-stream',
    events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  );
}

/** Returns a text in pieces of seven code units. */
function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,7}/g) ?? [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns what the last text of a body that begins with a verb asks for. */
function find(value: unknown): Wanted | undefined {
  if (typeof value === 'string') {
    const [, verb, text = ''] = /^(say|run|edit): ([\s\S]*)$/.exec(value) ?? [];
    return verb === undefined ? undefined : { verb: verb as Wanted['verb'], text };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.values(value).reduce<Wanted | undefined>((found, item) => find(item) ?? found, undefined);
}
