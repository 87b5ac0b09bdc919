/**
 * Which models and which completion tools may see a document: the decision point's answer for each that the policy names.
 */

import { decide } from '../engine/decide';
import { isAtOrBelow } from '../engine/label';
import type { CompiledModel } from '../engine/policy/compiled';
import type { DestinationSpec } from '../engine/policy/types';
import type { View } from './openDocument';

export interface Audience {
  readonly models: readonly { readonly id: string; readonly allowed: boolean }[];
  /** Lower-case extension ids, or globs of them, as the policy's model entries name them. A tool in both lists is denied. */
  readonly allowedTools: readonly string[];
  readonly deniedTools: readonly string[];
  readonly unknownToolAllowed: boolean;
}

/** What a policy means by one tool; anything else is a glob of tools. */
const plainTool = /^[\w.-]+$/;

/** Returns who may see the document whole, as inline completions do; what would have to be redacted may not be seen. */
export function audienceOf(view: View, now: Date): Audience {
  const [organisation, ...lower] = view.compiled.layers;
  const bySpec = new Map<string, boolean>();
  const maySeeOnce: MaySee = (tool) => {
    const known = bySpec.get(tool);
    if (known !== undefined) return known;
    const fresh = maySee(view, { tool }, now);
    bySpec.set(tool, fresh);
    return fresh;
  };
  const models = organisation.models.map(({ id }) => ({ id, allowed: maySee(view, { model: id }, now) }));
  const answers = [
    ...organisation.models.flatMap((model, index) => toolsOf(model, models[index]?.allowed === true, maySeeOnce)),
    ...lower.flatMap((layer) => layer.models.flatMap((model) => toolsDeniedBy(view, model))),
  ];
  const denied = new Set(answers.filter(({ allowed }) => !allowed).map(({ tool }) => tool));
  const allowed = new Set(answers.map(({ tool }) => tool).filter((tool) => !denied.has(tool)));
  return {
    models,
    allowedTools: [...allowed],
    deniedTools: [...denied],
    unknownToolAllowed: maySee(view, {}, now),
  };
}

function maySee({ compiled, location, classification }: View, destination: DestinationSpec, now: Date): boolean {
  const content = { ...location, atoms: classification.atoms };
  const request = { contents: [content], destination: { channel: 'inline' as const, ...destination }, canAsk: false };
  const { effect, enforced } = decide(compiled, request, now);
  return !enforced || effect === 'allow' || effect === 'warn';
}

type MaySee = (tool: string) => boolean;

interface ToolAnswer {
  readonly tool: string;
  readonly allowed: boolean;
}

/** Returns the answer for each tool or glob of tools that a model entry names, whether it takes it in or away. */
function toolsOf({ entry, fields }: CompiledModel, mayModelSee: boolean, maySeeOnce: MaySee): ToolAnswer[] {
  // An editor knows a tool's id and nothing of where it sends to: what the entry asks for besides is never known to hold.
  const mayEntrySee = mayModelSee && Object.keys(fields ?? {}).every((field) => field === 'tools');
  return (entry.match?.tools ?? []).flatMap((pattern) => {
    const isTakenAway = pattern.startsWith('!');
    const tool = (isTakenAway ? pattern.slice(1) : pattern).toLowerCase();
    if (plainTool.test(tool)) return { tool, allowed: maySeeOnce(tool) };
    if (isTakenAway) return mayEntrySee ? { tool, allowed: false } : [];
    return { tool, allowed: mayEntrySee };
  });
}

/** A lower layer's entry only takes away: it denies the tools it names what is above the clearance it leaves them. */
function toolsDeniedBy({ compiled, classification }: View, { entry, clearance }: CompiledModel): ToolAnswer[] {
  if (classification.atoms.every(({ label }) => isAtOrBelow(compiled.levels, label, clearance))) return [];
  return (entry.match?.tools ?? [])
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) => ({ tool: pattern.toLowerCase(), allowed: false }));
}
