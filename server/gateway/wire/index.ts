/** The wire formats, and which of them a request to an upstream speaks. */

import { compileGlobs } from '../../engine/glob';
import type { Operation, Upstream, WireFormat } from '../types';
import { hostOf } from '../upstreams';
import { anthropic } from './anthropic';
import { gemini } from './gemini';
import { llamacpp } from './llamacpp';
import { mistral } from './mistral';
import { ollama } from './ollama';
import { openai } from './openai';

/** Asked in this order where an upstream's own doesn't know a path. */
export const wireFormats: readonly WireFormat[] = [openai, anthropic, ollama, gemini, mistral, llamacpp];

const byHost = wireFormats.map((format) => ({ format, matches: compileGlobs(format.hosts) }));

/** Returns the upstream's own format: what the policy says, else by its host, else OpenAI's, which most speak. */
export function formatOf(upstream: Upstream): WireFormat {
  const { speaks } = upstream;
  if (speaks !== undefined) return wireFormats.find(({ id }) => id === speaks) ?? openai;
  const host = hostOf(upstream);
  return byHost.find(({ matches }) => matches(host))?.format ?? openai;
}

/** Returns the operation of a path with its format. Many servers answer to several formats, each at its own paths. */
export function recognise(
  upstream: Upstream,
  method: string,
  path: string,
): { readonly format: WireFormat; readonly operation: Operation | undefined } {
  const own = formatOf(upstream);
  for (const format of [own, ...wireFormats]) {
    const operation = format.operation(method, path);
    if (operation !== undefined) return { format, operation };
  }
  return { format: own, operation: undefined };
}
