/**
 * What is to be told about a policy's text: its problems, its warnings, and how its tests come out.
 */

import { compilePolicy } from '../compile';
import type { CompiledPolicy } from '../compiled';
import { lintPolicy, type Warning } from '../lint';
import { checkPolicy } from '../parse';
import type { Problem } from '../problem';
import { type PolicyTestResult, runPolicyTests } from '../runTests';
import type { LayerPolicy, Policy } from '../types';
import type { PolicySource } from './source';

export interface AnalyseOptions {
  /** For the problems. */
  readonly path: string;
  /** The time that exceptions are judged at. */
  readonly now: Date;
  readonly caseInsensitivePaths: boolean;
}

export interface PolicyAnalysis {
  readonly problems: readonly Problem[];
  /** Present where there is no problem. */
  readonly policy?: Policy | LayerPolicy;
  /** Empty where there is a problem. */
  readonly tests: readonly PolicyTestResult[];
}

/** Analyses a policy's text. A lower layer is tried on top of the organisation's policy, as it would be in force. */
export function analysePolicy(source: PolicySource, options: AnalyseOptions): PolicyAnalysis {
  const { document, kind, below } = source;
  const as = kind === 'organisation' ? 'organisation' : 'layer';
  const { policy, layer, problems } = checkPolicy(document, options.path, { as, ...(below && { below }) });
  const says = policy ?? layer;
  if (says === undefined) return { problems, tests: [] };
  const compiled = compile(source, says, options);
  // What a lower layer comes to is known only on top of the organisation's policy.
  const tests = compiled === undefined ? [] : runPolicyTests(compiled, options.now, says.tests ?? []);
  return { problems, policy: says, tests };
}

/** Returns the warnings about a policy, none while it has problems. `files` are the workspace's, where they are known. */
export function warnOf(
  { document, kind, below }: PolicySource,
  { policy }: PolicyAnalysis,
  now: Date,
  files?: readonly string[],
): readonly Warning[] {
  if (policy === undefined) return [];
  return lintPolicy({ document, policy, kind, now, ...(below && { below }), ...(files && { files }) });
}

/** What is being written has no digest yet. */
const digest = 'sha256:';

function compile(
  { kind, below }: PolicySource,
  policy: Policy | LayerPolicy,
  { caseInsensitivePaths }: AnalyseOptions,
): CompiledPolicy | undefined {
  if (kind === 'organisation') return compilePolicy(policy as Policy, { digest, caseInsensitivePaths });
  const layers = [{ kind, policy: policy as LayerPolicy, digest }];
  return below && compilePolicy(below, { digest, caseInsensitivePaths, layers });
}
