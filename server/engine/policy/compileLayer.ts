/**
 * Compiles one layer: its rules with the detectors they name, its model entries, its insertion rules.
 */

import { builtinDetectors } from '../detect/builtin';
import type { Detector } from '../detect/types';
import { compileGlobs } from '../glob';
import { checks } from '../inspect/checks';
import { createLabel, highestLabel, type Levels } from '../label';
import type { PolicyIdentity } from '../types';
import type { CompiledInsertion, CompiledLayer, CompiledModel, CompiledRule } from './compiled';
import type { ClassifyRule, InsertionRule, LayerKind, LayerModelEntry, LayerPolicy } from './types';

/** A detector under the id that its layer wrote; findings carry `detector.id`. */
export interface KnownDetector {
  readonly detector: Detector;
  readonly writtenId: string;
}

export interface LayerInput {
  readonly kind: LayerKind;
  readonly policy: LayerPolicy;
  readonly identity: PolicyIdentity;
  readonly isUnreadable?: boolean;
  /** The organisation's levels. */
  readonly levels: Levels;
  /** The detectors this layer's globs may name, the built-in ones first. */
  readonly known: readonly KnownDetector[];
}

export function compileLayer({ kind, policy, identity, isUnreadable, levels, known }: LayerInput): CompiledLayer {
  const isLower = kind !== 'organisation';
  const written = policy.classify?.default ?? (isLower ? undefined : defaultLevel(levels));
  const layer = isLower ? { layer: identity.name } : {};
  return {
    kind,
    policy,
    identity,
    ...(written === undefined ? {} : { defaultLabel: createLabel(written) }),
    ...(isUnreadable === true ? { defaultLabel: highestLabel(levels, ['unreadable-layer']) } : {}),
    rules: (policy.classify?.rules ?? []).map((rule) => ({ ...layer, ...compileRule(rule, known) })),
    flow: policy.flow ?? [],
    insertions: (policy.insertions ?? []).map((rule) => compileInsertion(rule, known)),
    models: (policy.models ?? []).map(compileModel),
  };
}

/** Returns the lowest level but one, or the only one. */
function defaultLevel(levels: Levels): string {
  return levels[1] ?? levels[0];
}

function compileRule({ id, label, paths, detectors, atLeast = 1 }: ClassifyRule, known: readonly KnownDetector[]) {
  const rule: CompiledRule = {
    id,
    label: createLabel(label.level, label.categories),
    atLeast,
    ...(paths === undefined ? {} : { paths }),
    ...(detectors === undefined ? {} : { detectors: new Set(idsNamed(detectors, known)) }),
  };
  return rule;
}

function compileInsertion(rule: InsertionRule, known: readonly KnownDetector[]): CompiledInsertion {
  const { detectors, checks: checkGlobs, tools } = rule;
  const findings = [
    ...idsNamed(detectors ?? [], known),
    ...checks.map(({ id }) => id).filter(compileGlobs(checkGlobs ?? [])),
  ];
  return {
    rule,
    ...(detectors === undefined && checkGlobs === undefined ? {} : { findings: new Set(findings) }),
    ...(tools === undefined ? {} : { matchesTool: compileGlobs(tools, { caseInsensitive: true }) }),
  };
}

function idsNamed(globs: readonly string[], known: readonly KnownDetector[]): readonly string[] {
  const isNamed = compileGlobs(globs);
  const own = known.slice(builtinDetectors.length).filter(({ writtenId }) => isNamed(writtenId));
  const builtin = builtinIdsNamed(globs);
  return own.length === 0 ? builtin : [...builtin, ...own.map(({ detector }) => detector.id)];
}

const builtinIds = new Map<string, readonly string[]>();
const maxRemembered = 500;

/** Policies name the same families again and again, and there are many detectors. */
function builtinIdsNamed(globs: readonly string[]): readonly string[] {
  const key = JSON.stringify(globs);
  const known = builtinIds.get(key);
  if (known !== undefined) return known;
  const ids = builtinDetectors.map(({ id }) => id).filter(compileGlobs(globs));
  if (builtinIds.size >= maxRemembered) builtinIds.clear();
  builtinIds.set(key, ids);
  return ids;
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
