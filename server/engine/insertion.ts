/**
 * What an AI may insert: the policy's `insertions` over the target's label, the source and what the text holds.
 */

import { classify } from './classify/classify';
import type { Finding } from './detect/types';
import { checks } from './inspect/checks';
import type { CompiledInsertion, CompiledPolicy } from './policy/compile';
import { resolveDestination } from './policy/destination';
import { allOf, type Match, strictestFirstMatch, strictestOf } from './policy/firstMatch';
import type { Effect } from './policy/types';
import type { Decision, InsertionRequest, Reason } from './types';

/** Decides whether the text may be inserted into the target. A source that is not known is judged by the strictest. */
export function decideInsertion(policy: CompiledPolicy, request: InsertionRequest, _now: Date): Decision {
  const { target, tool, name, host, canAsk = true } = request;
  const label = target.label ?? classify(policy, target).label;
  const destination = resolveDestination(policy, {
    channel: 'inline',
    ...(tool === undefined ? {} : { tool }),
    ...(name === undefined ? {} : { name }),
    ...(host === undefined ? {} : { host }),
  });
  const scan =
    request.findings === undefined
      ? policy.scanner.scan(request.text)
      : { findings: request.findings, exhausted: request.exhausted ?? false };
  const findings = [...scan.findings, ...checks.flatMap((check) => check.check(request.text))];
  const sourceKnown = tool !== undefined || name !== undefined || host !== undefined;

  const judge = (finding: Finding | undefined): Reason | undefined => {
    const matchOf = ({ rule, matchesTool, matchesFinding }: CompiledInsertion): Match =>
      allOf(
        rule.levels === undefined || rule.levels.includes(label.level) ? 'yes' : 'no',
        matchesTool === undefined || (tool !== undefined && matchesTool(tool))
          ? 'yes'
          : tool === undefined
            ? 'maybe'
            : 'no',
        rule.models === undefined || rule.models.some((model) => destination.models.includes(model))
          ? 'yes'
          : sourceKnown
            ? 'no'
            : 'maybe',
        matchesFinding === undefined || (finding !== undefined && matchesFinding(finding.detector))
          ? 'yes'
          : scan.exhausted && finding === undefined
            ? 'maybe'
            : 'no',
      );
    const rules = policy.insertions;
    const { effect, rule } = strictestFirstMatch(
      rules.map((compiled) => compiled.rule),
      (index) => matchOf(rules[index] as CompiledInsertion),
      'allow',
    );
    if (effect === 'allow') return undefined;
    const asked: Effect = effect === 'ask' && !canAsk ? 'block' : effect;
    // The rule as written says which part of it counts: a finding, or the target and source alone.
    const byFinding = rules[rule]?.matchesFinding !== undefined ? finding : undefined;
    return {
      rule: `insertions[${rule}]`,
      cause: 'insertion',
      content: 0,
      label,
      effect: asked,
      ...(byFinding === undefined ? {} : { detector: byFinding.detector }),
    };
  };

  const reasons = uniqueReasons([undefined, ...findings].map(judge).filter((reason) => reason !== undefined));
  return {
    effect: strictestOf(reasons.map(({ effect }) => effect)),
    enforced: policy.mode === 'enforce',
    policy: policy.identity,
    destination,
    label,
    reasons,
    obligations: [],
  };
}

function uniqueReasons(reasons: readonly Reason[]): Reason[] {
  const seen = new Map(reasons.map((reason) => [`${reason.rule} ${reason.detector ?? ''}`, reason]));
  return [...seen.values()];
}
