/**
 * A policy made ready to answer: globs compiled, detectors in one scanner, defaults filled in.
 */

import { builtinDetectors } from '../detect/builtin';
import { compileDetectors } from '../detect/compile';
import type { Detector, Scanner } from '../detect/types';
import { createLabel, type Label, type Levels, lowestLabel } from '../label';
import type { PolicyIdentity } from '../types';
import { compileGlobs, type Matcher } from './globs';
import type { ClassifyRule, Exception, InsertionRule, Mode, ModelEntry, Policy } from './types';

export interface CompiledRule {
  readonly id: string;
  readonly label: Label;
  /** Absent where the rule has no `paths`. */
  readonly matchesPath?: Matcher;
  /** Ids of the detectors the rule names; absent where it has no `detectors`. */
  readonly detectors?: ReadonlySet<string>;
  readonly atLeast: number;
}

export interface CompiledModel {
  readonly id: string;
  readonly entry: ModelEntry;
  readonly clearance: Label;
  readonly fields: { readonly [F in keyof ModelEntry['match']]?: Matcher };
}

export interface CompiledInsertion {
  readonly rule: InsertionRule;
  readonly matchesFinding?: Matcher;
  readonly matchesTool?: Matcher;
}

export interface CompiledException {
  readonly exception: Exception;
  readonly until: number;
  readonly matchesPath?: Matcher;
}

/** A policy ready to answer; every function that decides takes one. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly identity: PolicyIdentity;
  readonly mode: Mode;
  readonly levels: Levels;
  readonly defaultLabel: Label;
  readonly unknownClearance: Label;
  readonly rules: readonly CompiledRule[];
  readonly models: readonly CompiledModel[];
  readonly insertions: readonly CompiledInsertion[];
  readonly exceptions: readonly CompiledException[];
  readonly scanner: Scanner;
}

export interface CompileOptions {
  /** `sha256:` and the hex digest of the policy file's bytes. */
  readonly digest: string;
  /** Whether paths differ by case on this machine's file system. */
  readonly caseInsensitivePaths?: boolean;
}

/** Compiles a policy that `parsePolicy` returned. */
export function compilePolicy(
  policy: Policy,
  { digest, caseInsensitivePaths = false }: CompileOptions,
): CompiledPolicy {
  const { levels } = policy;
  const paths = { caseInsensitive: caseInsensitivePaths };
  const rules = policy.classify?.rules ?? [];
  const insertions = policy.insertions ?? [];
  const detectors = [...builtinDetectors, ...(policy.detectors ?? [])];
  const namedByRules = compileNamed([...rules, ...insertions].map((rule) => rule.detectors));
  return {
    policy,
    identity: { name: policy.metadata.name, version: policy.metadata.version, digest },
    mode: policy.mode ?? 'enforce',
    levels,
    defaultLabel: createLabel(policy.classify?.default ?? defaultLevel(levels)),
    unknownClearance: lowestLabel(levels),
    rules: rules.map((rule) => compileRule(rule, detectors, paths)),
    models: (policy.models ?? []).map(compileModel),
    insertions: insertions.map((rule) => ({
      rule,
      ...optional('matchesFinding', rule.detectors ?? rule.checks, () =>
        compileGlobs([...(rule.detectors ?? []), ...(rule.checks ?? [])]),
      ),
      ...optional('matchesTool', rule.tools, (tools) => compileGlobs(tools, { caseInsensitive: true })),
    })),
    exceptions: (policy.exceptions ?? []).map((exception) => ({
      exception,
      until: Date.parse(exception.until),
      ...optional('matchesPath', exception.paths, (globs) => compileGlobs(globs, paths)),
    })),
    scanner: scannerFor(detectors.filter(({ id }) => namedByRules(id))),
  };
}

const builtins = new Set(builtinDetectors);
const scanners = new Map<string, Scanner>();
const maxScanners = 64;

/** Scanners over built-in detectors are kept: their automaton is the dearest part of compiling a policy. */
function scannerFor(detectors: readonly Detector[]): Scanner {
  const compileNow = () => compileDetectors(detectors, { vet: false }).scanner;
  if (!detectors.every((detector) => builtins.has(detector))) return compileNow();
  const key = detectors.map(({ id }) => id).join(' ');
  const scanner = scanners.get(key) ?? compileNow();
  if (scanners.size >= maxScanners) scanners.clear();
  scanners.set(key, scanner);
  return scanner;
}

/** Returns the lowest level but one, or the only one. */
function defaultLevel(levels: Levels): string {
  return levels[1] ?? levels[0];
}

function compileRule(
  rule: ClassifyRule,
  detectors: readonly { id: string }[],
  paths: { caseInsensitive: boolean },
): CompiledRule {
  return {
    id: rule.id,
    label: createLabel(rule.label.level, rule.label.categories),
    atLeast: rule.atLeast ?? 1,
    ...optional('matchesPath', rule.paths, (globs) => compileGlobs(globs, paths)),
    ...optional('detectors', rule.detectors, (globs) => {
      const named = compileGlobs(globs);
      return new Set(detectors.map(({ id }) => id).filter(named));
    }),
  };
}

function compileModel(entry: ModelEntry): CompiledModel {
  const { hosts, endpoints, names, tools, weights } = entry.match;
  const anyCase = { caseInsensitive: true };
  return {
    id: entry.id,
    entry,
    clearance: createLabel(entry.clearance.level, entry.clearance.categories),
    fields: {
      ...optional('hosts', hosts, (globs) => compileGlobs(globs, anyCase)),
      ...optional('endpoints', endpoints, (globs) => compileGlobs(globs.map(trimSlash), anyCase)),
      ...optional('names', names, (globs) => compileGlobs(globs, { takesAwayAnyCase: true })),
      ...optional('tools', tools, (globs) => compileGlobs(globs, anyCase)),
      ...optional('weights', weights, (digests) => (digest: string) => digests.includes(digest)),
    },
  };
}

function compileNamed(lists: readonly (readonly string[] | undefined)[]): Matcher {
  const matchers = lists.filter((list) => list !== undefined).map((list) => compileGlobs(list));
  return (id) => matchers.some((matches) => matches(id));
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Returns `{ [key]: make(value) }`, or nothing where the value is absent. */
function optional<K extends string, V, R>(
  key: K,
  value: V | undefined,
  make: (value: V) => R,
): { readonly [P in K]?: R } {
  return value === undefined ? {} : ({ [key]: make(value) } as { [P in K]?: R });
}
