/**
 * Which models and which completion tools may see a document: the decision point's answer for each that the policy names.
 */

import { decide } from '../engine/decide';
import type { CompiledPolicy } from '../engine/policy/compile';
import type { DestinationSpec } from '../engine/policy/types';
import type { View } from './openDocument';

export interface Audience {
  readonly models: readonly { readonly id: string; readonly allowed: boolean }[];
  /** Lower-case extension ids, or globs of them, as the policy's model entries name them. */
  readonly allowedTools: readonly string[];
  readonly deniedTools: readonly string[];
  readonly unknownToolAllowed: boolean;
}

/** Returns who may see the document whole, as inline completions do; what would have to be redacted may not be seen. */
export function audienceOf(view: View, now: Date): Audience {
  const { compiled } = view;
  const models = compiled.models.map(({ id }) => ({ id, allowed: maySee(view, { model: id }, now) }));
  const refused = new Set(models.filter(({ allowed }) => !allowed).map(({ id }) => id));
  const tools = toolsOf(compiled);
  // A tool that several entries name may reach any of their models.
  const isAllowed = (tool: string): boolean => tools.get(tool)?.every((model) => !refused.has(model)) ?? false;
  return {
    models,
    allowedTools: [...tools.keys()].filter(isAllowed),
    deniedTools: [...tools.keys()].filter((tool) => !isAllowed(tool)),
    unknownToolAllowed: maySee(view, {}, now),
  };
}

function maySee({ compiled, location, classification }: View, destination: DestinationSpec, now: Date): boolean {
  const { path } = location;
  const content = { ...(path === undefined ? {} : { path }), atoms: classification.atoms };
  const request = { contents: [content], destination: { channel: 'inline' as const, ...destination }, canAsk: false };
  const { effect, enforced } = decide(compiled, request, now);
  return !enforced || effect === 'allow' || effect === 'warn';
}

function toolsOf(compiled: CompiledPolicy): Map<string, string[]> {
  const tools = new Map<string, string[]>();
  for (const { id, entry } of compiled.models) {
    for (const tool of entry.match.tools ?? []) {
      if (tool.startsWith('!')) continue;
      const name = tool.toLowerCase();
      tools.set(name, [...(tools.get(name) ?? []), id]);
    }
  }
  return tools;
}
