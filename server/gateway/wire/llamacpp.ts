/**
 * llama.cpp's server where it isn't OpenAI's protocol: completion, infill, embedding.
 *
 * https://github.com/ggml-org/llama.cpp/tree/master/tools/server
 */

import type { Operation, WireFormat } from '../types';
import { openai } from './openai';
import { at, findOperation, isTokens, type Routes, textAt, textsAt, withoutAnswer, withoutContent } from './shape';

const completion: Operation = {
  name: 'completion',
  channel: 'inline',
  hasContent: true,
  describe(body) {
    const model = textAt(body, 'model');
    return { ...(model === undefined ? {} : { model }), isTokenized: isTokens(at(body, 'prompt')) };
  },
  answerTexts: (answer) => textsAt(answer, ['content'], { run: 'content', kind: 'text', isWhole: false }),
  endedRuns: (event) => (at(event, 'stop') === true ? [''] : []),
};

const embedding: Operation = {
  name: 'embedding',
  channel: 'embed',
  hasContent: true,
  describe: (body) => ({ isTokenized: isTokens(at(body, 'content')) || isTokens(at(body, 'input')) }),
};

const routes: Routes = [
  ['POST', /^\/completions?$/, completion],
  ['POST', /^\/infill$/, { ...completion, name: 'infill' }],
  ['POST', /^\/embeddings?$/, embedding],
  ['POST', /^\/(?:tokenize|apply-template)$/, withoutAnswer(completion, 'tokenize')],
  ['GET', /^\/(?:props|health|slots|metrics|models|v1\/models)$/, withoutContent('state')],
];

export const llamacpp: WireFormat = {
  id: 'llamacpp',
  hosts: [],
  operation: (method, path) => findOperation(routes, method, path),
  refusal: openai.refusal,
};
