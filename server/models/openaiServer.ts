/**
 * Servers that speak OpenAI's interface alone (LM Studio, vLLM): they name their models and give no digest.
 *
 * LiteLLM is told apart: it hands requests on, and does not say where to.
 */

import type { ModelServer } from './modelServer';

export const openaiServer: ModelServer = {
  async attest(ask) {
    const models = await ask('/v1/models');
    if (models === undefined) return undefined;
    const isProxy = models.headers.some(([name]) => name.toLowerCase().startsWith('x-litellm-'));
    return isProxy || (await ask('/health/liveliness'))?.json === "I'm alive!" ? { forwardsTo: 'unknown' } : {};
  },
};
