/**
 * Compiles one layer: its rules with the detectors they name, its model entries, its insertion rules.
 */

import { compileGlobs } from '../glob';
import { createLabel, highestLabel, type Levels } from '../label';
import type { PolicyIdentity } from '../types';
import type { CompiledInsertion, CompiledLayer, CompiledModel, CompiledRule } from './compiled';
import { idsNamed, type KnownDetector } from './namedDetectors';
import type { ClassifyRule, InsertionRule, LayerKind, LayerModelEntry, LayerPolicy } from './types';

export interface LayerInput {
  readonly kind: LayerKind;
  readonly policy: LayerPolicy;
  readonly identity: PolicyIdentity;
  readonly isUnreadable?: boolean;
  /** The organisation's levels. */
  readonly levels: Levels;
  /** The detectors this layer's globs may name beside the built-in ones. */
  readonly own: readonly KnownDetector[];
}

export function compileLayer({ kind, policy, identity, isUnreadable, levels, own }: LayerInput): CompiledLayer {
  const isLower = kind !== 'organisation';
  const written = policy.classify?.default ?? (isLower ? undefined : defaultLevel(levels));
  const layer = isLower ? { layer: identity.name } : {};
  return {
    kind,
    policy,
    identity,
    ...(written === undefined ? {} : { defaultLabel: createLabel(written) }),
    ...(isUnreadable === true ? { defaultLabel: highestLabel(levels, ['unreadable-layer']) } : {}),
    rules: (policy.classify?.rules ?? []).map((rule) => ({ ...layer, ...compileRule(rule, own) })),
    flow: policy.flow ?? [],
    insertions: (policy.insertions ?? []).map((rule) => compileInsertion(rule, own)),
    models: (policy.models ?? []).map(compileModel),
  };
}

/** Returns the lowest level but one, or the only one. */
function defaultLevel(levels: Levels): string {
  return levels[1] ?? levels[0];
}

function compileRule({ id, label, paths, detectors, atLeast = 1 }: ClassifyRule, own: readonly KnownDetector[]) {
  const rule: CompiledRule = {
    id,
    label: createLabel(label.level, label.categories),
    atLeast,
    ...(paths === undefined ? {} : { paths }),
    ...(detectors === undefined ? {} : { detectors: idsNamed(detectors, own) }),
  };
  return rule;
}

function compileInsertion(rule: InsertionRule, own: readonly KnownDetector[]): CompiledInsertion {
  const { detectors, checks, tools } = rule;
  return {
    rule,
    ...(detectors === undefined && checks === undefined ? {} : { findings: idsNamed(detectors ?? [], own, checks) }),
    ...(tools === undefined ? {} : { matchesTool: compileGlobs(tools, { caseInsensitive: true }) }),
  };
}

function compileModel(entry: LayerModelEntry): CompiledModel {
  const clearance = createLabel(entry.clearance.level, entry.clearance.categories);
  if (entry.match === undefined) return { id: entry.id, entry, clearance };
  const { hosts, endpoints, names, tools, weights } = entry.match;
  const anyCase = { caseInsensitive: true };
  return {
    id: entry.id,
    entry,
    clearance,
    fields: {
      ...(hosts === undefined ? {} : { hosts: compileGlobs(hosts, anyCase) }),
      ...(endpoints === undefined ? {} : { endpoints: compileGlobs(endpoints.map(trimSlash), anyCase) }),
      ...(names === undefined ? {} : { names: compileGlobs(names, { takesAwayAnyCase: true }) }),
      ...(tools === undefined ? {} : { tools: compileGlobs(tools, anyCase) }),
      ...(weights === undefined ? {} : { weights: (digest: string) => weights.includes(digest) }),
    },
  };
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
