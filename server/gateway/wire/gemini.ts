/**
 * Google's Gemini API; the model stands in the path.
 *
 * https://ai.google.dev/api/generate-content
 */

import type { AnswerText, Json, Operation, RequestFacts, WireFormat } from '../types';
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

const generate: Operation = {
  name: 'generateContent',
  channel: 'chat',
  hasContent: true,
  describe: (_, path) => modelOf(path),
  answerTexts: (answer) =>
    listAt(answer, 'candidates').flatMap((candidate, position) =>
      listAt(candidate, 'content', 'parts').flatMap((part, index) =>
        partTexts(part, ['candidates', position, 'content', 'parts', index], `${at(candidate, 'index') ?? position}/`),
      ),
    ),
  endedRuns: (event) =>
    listAt(event, 'candidates').flatMap((candidate, position) =>
      textAt(candidate, 'finishReason') === undefined ? [] : [`${at(candidate, 'index') ?? position}/`],
    ),
};

const embed: Operation = { ...withoutAnswer(generate, 'embedContent'), channel: 'embed' };

const model = String.raw`^(?:/v\d+\w*)?(?:/projects/[^/]+/locations/[^/]+/publishers/[^/]+)?/(?:models|tunedModels)/[^/:]+`;
const routes: Routes = [
  ['POST', new RegExp(`${model}:(?:generateContent|streamGenerateContent)$`), generate],
  ['POST', new RegExp(`${model}:countTokens$`), withoutAnswer(generate, 'countTokens')],
  ['POST', new RegExp(`${model}:(?:embedContent|batchEmbedContents)$`), embed],
  ['GET', /^(?:\/v\d+\w*)?\/models(?:\/[^/]+)?$/, withoutContent('models')],
];

const codes: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  403: 'PERMISSION_DENIED',
  503: 'UNAVAILABLE',
};

export const gemini: WireFormat = {
  id: 'gemini',
  hosts: ['generativelanguage.googleapis.com', '*aiplatform.googleapis.com'],
  operation: (method, path) => findOperation(routes, method, path),
  refusal: (status, message) => ({ error: { code: status, message, status: codes[status] ?? 'UNKNOWN' } }),
};

function modelOf(path: string): RequestFacts {
  const name = /\/(?:models|tunedModels)\/([^/:]+)/.exec(path)?.[1];
  return name === undefined ? {} : { model: name };
}

/** Thoughts are left as they are: they come back signed. */
function partTexts(part: Json, place: Keys, run: string): readonly AnswerText[] {
  if (at(part, 'thought') === true) return [];
  const call = at(part, 'functionCall');
  return [
    ...textsAt(part, ['text'], { run: `${run}text`, kind: 'text', isWhole: false }, place),
    ...(call === undefined
      ? []
      : [
          {
            run: `${run}call`,
            kind: 'object',
            at: [...place, 'functionCall', 'args'],
            tool: textAt(call, 'name') ?? '',
            isWhole: true,
          } as const,
        ]),
  ];
}
