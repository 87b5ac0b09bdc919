/**
 * What an AI may insert: the effects that differ, over every level of the target, detector or check, and source.
 *
 * Asks the decision point itself, once for all that no insertion rule of either policy tells apart.
 */

import { builtinDetectors } from '../../detect/builtin';
import type { Finding } from '../../detect/types';
import { compileGlobs } from '../../glob';
import { decideInsertion } from '../../insertion';
import { checks } from '../../inspect/checks';
import { createLabel } from '../../label';
import type { CompiledPolicy } from '../compiled';
import type { Effect, LayerModelEntry } from '../types';
import { directionOf } from './flows';
import { bitOf, type Cell, mergeCells, pick } from './merge';
import { groupBy } from './names';
import type { Budget } from './partition';
import type { Domain, InsertionChange, InsertionPoint, InsertionSource } from './types';

/** The parts of the domain that insertion changes range over. */
export type InsertionDomain = Pick<Domain, 'levels' | 'findings' | 'sources'>;

/** Returns all insertion changes; stops where the budget is used up. */
export function diffInsertions(
  before: CompiledPolicy,
  after: CompiledPolicy,
  { levels, findings, sources }: InsertionDomain,
  now: Date,
  budget: Budget,
): readonly InsertionChange[] {
  const rules = rulesOf(before, after);
  const findingGroups = [...groupBy(findings, (id) => signatureOf(id, before, after)).values()];
  const cells: Cell<{ before: Effect; after: Effect }>[] = [];
  for (const [l, level] of levels.entries()) {
    for (const [f, [finding]] of findingGroups.entries()) {
      for (const [s, source] of sources.entries()) {
        budget.left -= rules.length + 1;
        if (budget.left < 0) return toChanges();
        const value = {
          before: insertionEffect(before, { level, finding, source }, now),
          after: insertionEffect(after, { level, finding, source }, now),
        };
        if (value.before === value.after) continue;
        cells.push({ dimensions: [bitOf(s), bitOf(f), bitOf(l)], value, key: `${value.before} ${value.after}` });
      }
    }
  }
  return toChanges();

  function toChanges(): readonly InsertionChange[] {
    return mergeCells(cells).map(({ dimensions, value }) => {
      const [s, f, l] = dimensions as [bigint, bigint, bigint];
      return {
        levels: pick(levels, l),
        findings: pick(findingGroups, f).flat(),
        sources: pick(sources, s),
        ...value,
        direction: directionOf(value.before, value.after),
      };
    });
  }
}

/** Returns the effect of inserting text with one finding, or none, into a file of a level. */
export function insertionEffect(policy: CompiledPolicy, point: InsertionPoint, now: Date): Effect {
  const { level, finding, source } = point;
  const findings: readonly Finding[] =
    finding === undefined ? [] : [{ detector: finding, offset: 0, length: 0, confidence: 'high' }];
  return decideInsertion(
    policy,
    { target: { atoms: [{ label: createLabel(level), cause: 'path', rule: 'path' }] }, text: '', findings, ...source },
    now,
  ).effect;
}

/** Returns what insertion changes range over, beside the levels. */
export function insertionDomain(before: CompiledPolicy, after: CompiledPolicy): Omit<InsertionDomain, 'levels'> {
  const policies = [before, after];
  const own = policies.flatMap(({ layers }) => layers.flatMap(({ policy }) => policy.detectors ?? []));
  const findings = new Set([...builtinDetectors, ...own, ...checks].map(({ id }) => id));
  const tools = rulesOf(before, after).flatMap(({ rule }) => sampleOf(rule.tools) ?? []);
  const entries = policies.flatMap(({ layers }) => layers.flatMap(({ models }) => models.map(({ entry }) => entry)));
  const candidates: readonly InsertionSource[] = [
    {},
    { tool: 'some-other-tool' },
    ...tools.map((tool) => ({ tool })),
    ...entries.flatMap((entry) => sampleSource(entry) ?? []),
  ];
  const sources = groupBy(candidates, (source) => JSON.stringify([source.tool, source.name, source.host]));
  return {
    findings: [undefined, ...findings],
    sources: [...sources.values()].map(([first]) => first as InsertionSource),
  };
}

function rulesOf(before: CompiledPolicy, after: CompiledPolicy) {
  return [before, after].flatMap(({ layers }) => layers.flatMap(({ insertions }) => insertions));
}

function signatureOf(id: string | undefined, before: CompiledPolicy, after: CompiledPolicy): string {
  if (id === undefined) return 'none';
  return rulesOf(before, after)
    .map(({ findings }) => (findings?.has(id) ? '1' : '0'))
    .join('');
}

/** An insertion's caller states a tool, a host and a name; an entry that asks for more is never met. */
function sampleSource({ match }: LayerModelEntry): InsertionSource | undefined {
  if (match === undefined || match.endpoints !== undefined || match.weights !== undefined) return undefined;
  const [tool, name, host] = [match.tools, match.names, match.hosts].map(sampleOf);
  return {
    ...(tool === undefined ? {} : { tool }),
    ...(name === undefined ? {} : { name }),
    ...(host === undefined ? {} : { host }),
  };
}

/** Returns a name that the globs match, `undefined` where none is found. */
function sampleOf(globs: readonly string[] | undefined): string | undefined {
  const isMatch = compileGlobs(globs ?? [], { caseInsensitive: true });
  return (globs ?? [])
    .map((glob) =>
      glob
        .replace(/\{([^{},]*)[^{}]*\}/g, '$1')
        .replace(/\[([^\]!^])[^\]]*\]/g, '$1')
        .replace(/\*+/g, 'any')
        .replaceAll('?', 'a'),
    )
    .find(isMatch);
}
