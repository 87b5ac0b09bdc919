/**
 * OpenAI's protocol and that of all who speak it: Chat Completions, Completions, Responses, Embeddings.
 *
 * https://platform.openai.com/docs/api-reference
 */

import type { AnswerText, Json, Operation, RequestFacts, WireFormat } from '../types';
import { responses } from './openaiResponses';
import { at, findOperation, isTokens, listAt, type Routes, textAt, textsAt, withoutContent } from './shape';

const chat: Operation = {
  name: 'chat.completions',
  channel: 'chat',
  hasContent: true,
  describe: modelOf,
  answerTexts: (answer) => listAt(answer, 'choices').flatMap(chatTexts),
  endedRuns: finishedChoices,
};

const completions: Operation = {
  name: 'completions',
  channel: 'inline',
  hasContent: true,
  describe: (body, path) => ({ ...modelOf(body, path), isTokenized: isTokens(at(body, 'prompt')) }),
  answerTexts: (answer) =>
    listAt(answer, 'choices').flatMap((choice, index) =>
      textsAt(answer, ['choices', index, 'text'], {
        run: `${at(choice, 'index') ?? index}/text`,
        kind: 'text',
        isWhole: false,
      }),
    ),
  endedRuns: finishedChoices,
};

const embeddings: Operation = {
  name: 'embeddings',
  channel: 'embed',
  hasContent: true,
  describe: (body, path) => ({ ...modelOf(body, path), isTokenized: isTokens(at(body, 'input')) }),
};

const base = String.raw`^(?:/openai)?(?:/v\d+\w*)?(?:/openai)?(?:/deployments/[^/]+)?`;
const routes: Routes = [
  ['POST', new RegExp(`${base}/chat/completions$`), chat],
  ['POST', new RegExp(`${base}/(?:fim/)?completions$`), completions],
  ['POST', new RegExp(`${base}/responses(?:/compact|/input_tokens)?$`), responses],
  ['POST', new RegExp(`${base}/embeddings$`), embeddings],
  ['GET', new RegExp(`${base}/models(?:/[^?]+)?$`), withoutContent('models')],
  ['GET', new RegExp(`${base}/responses/[^/]+(?:/input_items)?$`), responses],
  ['DELETE', new RegExp(`${base}/responses/[^/]+$`), withoutContent('responses.delete')],
  ['POST', new RegExp(`${base}/responses/[^/]+/cancel$`), withoutContent('responses.cancel')],
];

export const openai: WireFormat = {
  id: 'openai',
  hosts: ['api.openai.com', '*.openai.azure.com'],
  operation: (method, path) => findOperation(routes, method, path),
  refusal: (status, message) => ({
    error: {
      message,
      type: status === 403 ? 'permission_error' : 'invalid_request_error',
      param: null,
      code: 'portcullis',
    },
  }),
};

function modelOf(body: Json, path: string): RequestFacts {
  const model = textAt(body, 'model') ?? /\/deployments\/([^/]+)\//.exec(path)?.[1];
  return model === undefined ? {} : { model };
}

/** Of a choice: its message, or one piece of it. One event has little to read, and there are many of them. */
function chatTexts(choice: Json, position: number): readonly AnswerText[] {
  const whole = at(choice, 'message');
  const isWhole = whole !== undefined;
  const message = whole ?? at(choice, 'delta');
  if (typeof message !== 'object' || message === null) return [];
  const start = `${at(choice, 'index') ?? position}/`;
  const place = ['choices', position, isWhole ? 'message' : 'delta'];
  const texts: AnswerText[] = [];
  for (const name of wordKeys) {
    if (typeof at(message, name) !== 'string') continue;
    texts.push({ run: start + name, kind: 'text', isWhole, at: [...place, name] });
  }
  // Mistral's models that think answer with a list of parts.
  for (const index of listAt(message, 'content').keys()) {
    texts.push(
      ...textsAt(message, ['content', index, 'text'], { run: `${start}content`, kind: 'text', isWhole }, place),
    );
  }
  for (const [index, call] of listAt(message, 'tool_calls').entries()) {
    const run = `${start}tool/${at(call, 'index') ?? index}`;
    const inside = [...place, 'tool_calls', index];
    const tool = textAt(call, 'custom', 'name') ?? '';
    texts.push(
      ...textsAt(call, ['function', 'arguments'], { run, ...argumentsOf(call, isWhole) }, inside),
      ...textsAt(call, ['custom', 'input'], { run, kind: 'text', isWhole, tool }, inside),
    );
  }
  const old = at(message, 'function_call');
  if (old === undefined) return texts;
  const run = { run: `${start}call`, ...argumentsOf({ function: old }, isWhole) };
  return [...texts, ...textsAt(message, ['function_call', 'arguments'], run, place)];
}

const wordKeys = ['content', 'refusal'] as const;

function argumentsOf(call: Json, isWhole: boolean): Pick<AnswerText, 'kind' | 'isWhole' | 'tool'> {
  const tool = textAt(call, 'function', 'name');
  return { kind: 'arguments', isWhole, ...(tool === undefined ? {} : { tool }) };
}

function finishedChoices(event: Json): readonly string[] {
  return listAt(event, 'choices').flatMap((choice, index) =>
    textAt(choice, 'finish_reason') === undefined ? [] : [`${at(choice, 'index') ?? index}/`],
  );
}
