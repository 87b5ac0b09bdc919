/**
 * Ollama's own protocol: chat, generate and embeddings, answered line by line.
 *
 * https://docs.ollama.com/api
 */

import type { AnswerText, Json, Operation, RequestFacts, WireFormat } from '../types';
import { at, findOperation, listAt, type Routes, textAt, textsAt, withoutContent } from './shape';

const chat: Operation = {
  name: 'chat',
  channel: 'chat',
  hasContent: true,
  describe: modelOf,
  answerTexts: (answer) => {
    const message = at(answer, 'message');
    return [
      ...textsAt(message, ['content'], { run: 'content', kind: 'text', isWhole: false }, ['message']),
      ...listAt(message, 'tool_calls').map(
        (call, index): AnswerText => ({
          run: `tool/${index}`,
          kind: 'object',
          at: ['message', 'tool_calls', index, 'function', 'arguments'],
          tool: textAt(call, 'function', 'name') ?? '',
          isWhole: true,
        }),
      ),
    ];
  },
  endedRuns: runsOfLast,
};

const generate: Operation = {
  name: 'generate',
  channel: 'inline',
  hasContent: true,
  describe: (body) => ({ ...modelOf(body), isTokenized: listAt(body, 'context').length > 0 }),
  answerTexts: (answer) => textsAt(answer, ['response'], { run: 'response', kind: 'text', isWhole: false }),
  endedRuns: runsOfLast,
};

const embed: Operation = {
  name: 'embed',
  channel: 'embed',
  hasContent: true,
  describe: modelOf,
};

const routes: Routes = [
  ['POST', /^\/api\/chat$/, chat],
  ['POST', /^\/api\/generate$/, generate],
  ['POST', /^\/api\/embed(?:dings)?$/, embed],
  ['GET', /^\/(?:api\/(?:tags|ps|version))?$/, withoutContent('list')],
  ['HEAD', /^\/$/, withoutContent('list')],
  ['POST', /^\/api\/(?:show|pull|push|copy)$/, withoutContent('manage')],
  ['DELETE', /^\/api\/delete$/, withoutContent('manage')],
];

export const ollama: WireFormat = {
  id: 'ollama',
  hosts: ['ollama.com', '127.0.0.1:11434', 'localhost:11434'],
  operation: (method, path) => findOperation(routes, method, path),
  refusal: (_, message) => ({ error: message }),
};

function modelOf(body: Json): RequestFacts {
  const model = textAt(body, 'model');
  return model === undefined ? {} : { model };
}

function runsOfLast(answer: Json): readonly string[] {
  return at(answer, 'done') === true ? [''] : [];
}
