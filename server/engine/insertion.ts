/**
 * What an AI may insert: each layer's `insertions` over the target's label, the source and what the text holds.
 */

import { classify, joinAtoms } from './classify/classify';
import type { Finding } from './detect/types';
import { checks } from './inspect/checks';
import type { Label } from './label';
import type { CompiledInsertion, CompiledLayer, CompiledPolicy, Destination } from './policy/compiled';
import { allOf, type Match, strictestFirstMatch, strictestOf } from './policy/firstMatch';
import type { Effect } from './policy/types';
import type { Atom, Content, Decision, InsertionRequest, Reason } from './types';

/** Decides whether the text may be inserted into the target. A source that is not known is judged by the strictest. */
export function decideInsertion(policy: CompiledPolicy, request: InsertionRequest, _now: Date): Decision {
  const { target, tool, name, host, canAsk = true } = request;
  const destination = policy.resolve({
    channel: 'inline',
    ...(tool === undefined ? {} : { tool }),
    ...(name === undefined ? {} : { name }),
    ...(host === undefined ? {} : { host }),
  });
  const scan =
    request.findings === undefined
      ? policy.scanner.scan(request.text, request.target.path)
      : { findings: request.findings, exhausted: request.exhausted ?? false };
  const atoms = target.atoms ?? classify(policy, placeAndText(target)).atoms;
  const levels = levelsByLayer(policy, atoms);
  const insertion = {
    label: joinAtoms(policy.levels, atoms),
    tool,
    destination,
    isSourceKnown: tool !== undefined || name !== undefined || host !== undefined,
    isExhausted: scan.exhausted,
    canAsk,
  };
  const found = [
    undefined,
    ...scan.findings,
    ...(('covered' in scan && scan.covered) || []),
    ...checks.flatMap((check) => check.check(request.text)),
  ];
  const reasons = uniqueReasons(
    policy.layers.flatMap((layer) =>
      [...levels].flatMap((level) => found.flatMap((finding) => judge({ ...insertion, level }, layer, finding) ?? [])),
    ),
  );
  return {
    effect: strictestOf(reasons.map(({ effect }) => effect)),
    enforced: policy.mode === 'enforce',
    policy: policy.identity,
    destination,
    label: insertion.label,
    reasons,
    obligations: [],
  };
}

function placeAndText({ atoms: _, ...content }: InsertionRequest['target']): Content {
  return content;
}

interface Insertion {
  readonly label: Label;
  readonly level: string;
  readonly tool: string | undefined;
  readonly destination: Destination;
  readonly isSourceKnown: boolean;
  readonly isExhausted: boolean;
  readonly canAsk: boolean;
}

/** Returns what a layer says of a finding, or with `undefined` of the target and source alone; nothing where it allows. */
function judge(insertion: Insertion, layer: CompiledLayer, finding: Finding | undefined): Reason | undefined {
  const { insertions: rules } = layer;
  const { effect, rule } = strictestFirstMatch(
    rules,
    (compiled) => matchOf(insertion, compiled, finding),
    (compiled) => compiled.rule.effect,
    'allow',
  );
  if (effect === 'allow') return undefined;
  const asked: Effect = effect === 'ask' && !insertion.canAsk ? 'block' : effect;
  // The rule as written says which part of it counts: a finding, or the target and source alone.
  const byFinding = rules[rule]?.findings === undefined ? undefined : finding;
  return {
    rule: `insertions[${rule}]`,
    cause: 'insertion',
    content: 0,
    label: insertion.label,
    effect: asked,
    ...(byFinding === undefined ? {} : { detector: byFinding.detector }),
    ...(layer.kind === 'organisation' ? {} : { layer: layer.identity.name }),
  };
}

/**
 * Returns the target's level as each layer sees it, the label's own among them. Each is judged.
 *
 * Invariant: a layer that raises the target's level never takes it out of a rule it falls under without that layer.
 */
function levelsByLayer({ levels, layers }: CompiledPolicy, atoms: readonly Atom[]): ReadonlySet<string> {
  const names = layers.map(({ kind, identity }) => (kind === 'organisation' ? undefined : identity.name));
  const byLayer = names.map((name) => atoms.filter(({ layer }) => layer === name)).filter(({ length }) => length > 0);
  return new Set([atoms, ...byLayer].map((some) => joinAtoms(levels, some).level));
}

function matchOf(
  { level, tool, destination, isSourceKnown, isExhausted }: Insertion,
  { rule, matchesTool, findings }: CompiledInsertion,
  finding: Finding | undefined,
): Match {
  const holds = (condition: boolean, isUnknown: boolean): Match => (condition ? 'yes' : isUnknown ? 'maybe' : 'no');
  return allOf(
    holds(rule.levels === undefined || rule.levels.includes(level), false),
    holds(matchesTool === undefined || (tool !== undefined && matchesTool(tool)), tool === undefined),
    holds(rule.models === undefined || rule.models.some((model) => destination.models.includes(model)), !isSourceKnown),
    holds(
      findings === undefined || (finding !== undefined && findings.has(finding.detector)),
      isExhausted && finding === undefined,
    ),
  );
}

function uniqueReasons(reasons: readonly Reason[]): Reason[] {
  const seen = new Map(
    reasons.map((reason) => [`${reason.layer ?? ''} ${reason.rule} ${reason.detector ?? ''}`, reason]),
  );
  return [...seen.values()];
}
