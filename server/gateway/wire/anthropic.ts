/**
 * Anthropic's Messages API, count_tokens with it.
 *
 * Thinking is signed by the provider and comes back with the next request: it is left as it is.
 * https://docs.anthropic.com/en/api/messages-streaming
 */

import type { AnswerText, Json, Operation, WireFormat } from '../types';
import {
  at,
  findOperation,
  type Keys,
  listAt,
  type Routes,
  textAt,
  textsAt,
  withoutAnswer,
  withoutContent,
} from './shape';

const messages: Operation = {
  name: 'messages',
  channel: 'chat',
  hasContent: true,
  describe(body) {
    const model = textAt(body, 'model');
    return model === undefined ? {} : { model };
  },
  answerTexts(answer) {
    const run = `${at(answer, 'index') ?? ''}/`;
    const piece = { run, isWhole: false };
    return [
      ...listAt(answer, 'content').flatMap((block, index) => blockTexts(block, ['content', index], `${index}/`, true)),
      ...blockTexts(at(answer, 'content_block'), ['content_block'], run, false),
      ...textsAt(at(answer, 'delta'), ['text'], { ...piece, kind: 'text' }, ['delta']),
      ...textsAt(at(answer, 'delta'), ['partial_json'], { ...piece, kind: 'arguments' }, ['delta']),
    ];
  },
  endedRuns: (event) => (textAt(event, 'type') === 'content_block_stop' ? [`${at(event, 'index') ?? ''}/`] : []),
};

const routes: Routes = [
  ['POST', /^(?:\/v1)?\/messages$/, messages],
  ['POST', /^(?:\/v1)?\/messages\/count_tokens$/, withoutAnswer(messages, 'count_tokens')],
  ['GET', /^(?:\/v1)?\/models(?:\/[^/]+)?$/, withoutContent('models')],
];

export const anthropic: WireFormat = {
  id: 'anthropic',
  hosts: ['api.anthropic.com'],
  operation: (method, path) => findOperation(routes, method, path),
  refusal: (status, message) => ({
    type: 'error',
    error: {
      type: status === 403 ? 'permission_error' : status < 500 ? 'invalid_request_error' : 'api_error',
      message,
    },
  }),
  errorEvent: 'error',
};

function blockTexts(block: Json | undefined, place: Keys, run: string, isWhole: boolean): readonly AnswerText[] {
  switch (textAt(block, 'type')) {
    case 'text':
      return textsAt(block, ['text'], { run, kind: 'text', isWhole }, place);
    case 'tool_use':
      return [{ run, kind: 'object', at: [...place, 'input'], tool: textAt(block, 'name') ?? '', isWhole: true }];
    case 'server_tool_use':
    case 'mcp_tool_use':
      return [{ run, kind: 'object', at: [...place, 'input'], tool: '', isWhole: true }];
    default:
      return [];
  }
}
