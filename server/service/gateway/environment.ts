/** The variables that tools read for a provider's address. Pure. */

import type { Policy } from '../../engine/policy/types';
import { upstreamSpeaking } from '../../gateway/upstreams';

/** By protocol: the variable, and what stands behind the upstream's address. */
const variables = [
  ['anthropic', 'ANTHROPIC_BASE_URL', ''],
  ['openai', 'OPENAI_BASE_URL', '/v1'],
  ['ollama', 'OLLAMA_HOST', ''],
  ['gemini', 'GOOGLE_GEMINI_BASE_URL', ''],
] as const;

/** Returns what points tools in a terminal at the gateway; nothing where the policy doesn't ask for it. */
export function terminalEnvironment(policy: Policy, baseUrl: string): Readonly<Record<string, string>> {
  if (policy.gateway?.terminals !== true) return {};
  return Object.fromEntries(
    variables.flatMap(([protocol, variable, suffix]) => {
      const upstream = upstreamSpeaking(policy, protocol);
      return upstream === undefined ? [] : [[variable, `${baseUrl}/${upstream.name}${suffix}`]];
    }),
  );
}
