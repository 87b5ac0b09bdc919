/**
 * Mistral's fill-in-the-middle; its completions are answered as chat. The rest is OpenAI's protocol.
 *
 * https://docs.mistral.ai/api/endpoint/fim
 */

import type { Operation, WireFormat } from '../types';
import { openai } from './openai';

export const mistral: WireFormat = {
  id: 'mistral',
  hosts: ['api.mistral.ai', 'codestral.mistral.ai'],
  operation(method, path) {
    if (method !== 'POST' || !/^(?:\/v1)?\/fim\/completions$/.test(path)) return openai.operation(method, path);
    const chat = openai.operation('POST', '/v1/chat/completions') as Operation;
    return { ...chat, name: 'fim.completions', channel: 'inline' };
  },
  refusal: openai.refusal,
};
