/**
 * Problems, warnings and failing tests of policy files, published together with what the detectors find in them.
 *
 * Only after a pause in typing, which grows with what the last look at the file took.
 */

import type { Diagnostic } from 'vscode-languageserver';
import { failingPart } from '../../engine/policy/language/expectation';
import { rangeOfProblem, wholeOfProblem } from '../../engine/policy/language/rangeOfProblem';
import type { Problem } from '../../engine/policy/problem';
import { publishDiagnostics } from '../features/diagnostics';
import type { View } from '../openDocument';
import type { FeatureContext } from './feature';
import type { PolicyFile } from './policyFiles';
import { toRange } from './toProtocol';

/** LSP's severities, and its tag for what could as well not be there. */
const error = 1;
const warning = 2;
const unnecessary = 1;

const leastPauseMs = 100;
const mostPauseMs = 2000;
/** Warnings about what never takes part. */
const idle = new Set<string>([
  'SHADOWED_RULE',
  'IMPOSSIBLE_RULE',
  'COVERED_MODEL',
  'EXPIRED_EXCEPTION',
  'IDLE_EXCEPTION',
  'NOT_IN_LAYER',
]);

/** The code of a diagnostic at a policy's own test that fails. */
export const testFailed = 'TEST_FAILED';

export interface PolicyDiagnostics {
  /** Takes a document's diagnostics over where it is a policy: returns whether it did. */
  takes(view: View): boolean;
  /** Looks at all open policies again, as after a change of the workspace's files. */
  refresh(): void;
}

export function createPolicyDiagnostics({ session, files, matches }: FeatureContext): PolicyDiagnostics {
  const told = new Set<string>();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = leastPauseMs;

  async function publish(uri: string): Promise<void> {
    if (session.closed || session.textOf(uri) === undefined) {
      told.delete(uri);
      return;
    }
    const from = performance.now();
    const file = files.get(uri);
    const diagnostics = file === undefined ? [] : diagnosticsOf(file, session.docsBase);
    pauseMs = Math.min(mostPauseMs, Math.max(leastPauseMs, 2 * (performance.now() - from)));
    const view = await session.view(uri);
    if (file === undefined || view.document.version === file.version) publishDiagnostics(session, view, diagnostics);
  }

  function publishSoon(uri: string): void {
    waiting.add(uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const uris = [...waiting];
      waiting.clear();
      for (const each of uris) publish(each).catch((failure) => session.services.fault('looking at a policy', failure));
    }, pauseMs);
  }

  return {
    takes({ document }) {
      if (!files.isPolicy(document)) return false;
      matches.prepare(document.uri);
      told.add(document.uri);
      publishSoon(document.uri);
      return true;
    },
    refresh() {
      for (const uri of told) publishSoon(uri);
    },
  };
}

/** Returns everything that is to be told of a policy, in no particular order. */
export function diagnosticsOf(file: PolicyFile, docsBase: string): Diagnostic[] {
  const { problems: defects, tests } = file.analysis();
  const problems = [...defects, ...file.warnings()];
  const failing = tests
    .filter(({ passed }) => !passed)
    .flatMap((result): Diagnostic[] => {
      const range = file.source.document.rangeOf(failingPart(file.source, result));
      if (range === undefined) return [];
      const message = `this test fails: ${result.message}`;
      const href = `${docsBase}/policy.md#tests`;
      return [
        {
          ...common,
          range: toRange(file, range),
          severity: error,
          code: testFailed,
          codeDescription: { href },
          message,
        },
      ];
    });
  return [...problems.map((problem) => toDiagnostic(file, problem, docsBase)), ...failing];
}

const common = { source: 'portcullis' } as const;

/** Returns the diagnostic of a problem or warning, with a code that links to the page that explains it. */
export function toDiagnostic(file: PolicyFile, problem: Problem, docsBase: string): Diagnostic {
  const { source } = file;
  const isIdle = idle.has(problem.code);
  const find = isIdle ? wholeOfProblem : rangeOfProblem;
  const isWarning = problem.severity === 'warning';
  const href = isWarning ? `${docsBase}/policy-warnings.md#${problem.code.toLowerCase()}` : `${docsBase}/policy.md`;
  return {
    ...common,
    range: toRange(file, find(source.document, problem, source.value)),
    severity: isWarning ? warning : error,
    code: problem.code,
    codeDescription: { href },
    message: problem.hint === undefined ? problem.message : `${problem.message}; ${problem.hint}`,
    ...(isIdle ? { tags: [unnecessary] } : {}),
  };
}
