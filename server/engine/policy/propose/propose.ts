/**
 * From a survey of a repository and a few answers to a policy: its text, and what to do next.
 *
 * Pure. Whatever the survey holds, the text is a valid policy that passes its own tests, and they touch all of it.
 */

import { compilePolicy } from '../compile';
import { parsePolicy } from '../parse';
import type { FlowRule, InsertionRule, ModelEntry, PolicyTest } from '../types';
import { assistants, findAssistants } from './assistants';
import { proposeContentRules } from './contentRules';
import { isPrivatePackage, openSourceLicence } from './licence';
import { type ProposedRule, proposePathRules } from './rules';
import type { Answers, Survey } from './survey';
import { proposeTests } from './tests';
import { writePolicy } from './write';

/** A policy before its tests are known. */
export interface Draft {
  readonly survey: Survey;
  readonly answers: Answers;
  readonly version: string;
  readonly rules: readonly ProposedRule[];
  readonly models: readonly (ModelEntry & { readonly description: string })[];
  readonly flow: readonly (FlowRule & { readonly comment: string })[];
  readonly insertions: readonly InsertionRule[];
}

export interface Proposal {
  readonly text: string;
  readonly rules: readonly ProposedRule[];
  readonly tests: readonly PolicyTest[];
  /** Packs (`policies/packs/<name>.yaml`) that go further, each with what speaks for it. */
  readonly packs: readonly { readonly name: string; readonly why: string }[];
}

/** Returns the answers that hold where nobody is asked. */
export function defaultAnswers(survey: Survey): Answers {
  return {
    isOpenSource: openSourceLicence(survey) !== undefined && !isPrivatePackage(survey),
    assistants: findAssistants(survey).map(({ id }) => id),
    areDataFilesConfidential: true,
    owner: 'security@example.com',
  };
}

/** Returns the policy that is proposed at the time `now`. */
export function proposePolicy(survey: Survey, answers: Answers, now: Date): Proposal {
  const rules = [
    ...(answers.isOpenSource ? [] : [publishedRule(survey)]),
    ...proposePathRules(survey, answers.areDataFilesConfidential),
    ...proposeContentRules(survey),
  ];
  const models = assistants
    .filter(({ id }) => answers.assistants.includes(id))
    .flatMap((assistant) => assistant.models)
    .map((model) => ({ ...model, clearance: { level: answers.isOpenSource ? 'public' : 'internal' } }));
  const draft: Draft = {
    survey,
    answers,
    version: `${now.getUTCFullYear()}.${now.getUTCMonth() + 1}.1`,
    rules,
    models,
    flow: flowFor(models.map(({ id }) => id)),
    insertions: [
      { levels: ['restricted'], effect: 'block' },
      { detectors: ['secret/*', 'hidden-unicode/*'], effect: 'block' },
      { detectors: ['pii/*'], effect: 'warn' },
    ],
  };
  const tests = testsOf(draft, now);
  return { text: writePolicy(draft, tests), rules, tests, packs: packsFor(draft) };
}

/** Without an approved model nobody is asked: a question would let an unknown one have what is confidential. */
function flowFor(approved: readonly string[]): Draft['flow'] {
  const redact: Draft['flow'][number] = {
    channels: ['chat', 'agent-read', 'gateway'],
    categories: ['secret', 'pii', 'pci'],
    effect: 'redact',
    comment: 'Secrets and personal data are taken out of a conversation; the rest of it goes on.',
  };
  if (approved.length === 0) return [redact];
  return [
    redact,
    {
      channels: ['chat'],
      levels: ['confidential'],
      models: approved,
      effect: 'ask',
      comment: 'A person may decide to show one confidential file to an approved model.',
    },
  ];
}

function testsOf(draft: Draft, now: Date): readonly PolicyTest[] {
  const { policy } = parsePolicy(writePolicy(draft, []), 'proposal');
  return policy === undefined ? [] : proposeTests(draft, compilePolicy(policy, { digest: 'sha256:proposal' }), now);
}

function publishedRule({ paths }: Survey): ProposedRule {
  const own = paths.filter((path) => /^(?:LICEN[CS]E|COPYING|NOTICE|CODE_OF_CONDUCT)[^/]*$/.test(path));
  return {
    id: 'published',
    description: 'Legal texts that are published anyway.',
    label: { level: 'public' },
    paths: ['**/LICEN[CS]E*', '**/COPYING*', '**/NOTICE*', '**/CODE_OF_CONDUCT*'],
    files: own,
    example: 'LICENSE',
  };
}

function packsFor({ rules, models, answers }: Draft): Proposal['packs'] {
  const packs = new Map<string, string>();
  for (const { pack, files } of rules) {
    if (pack !== undefined && !packs.has(pack)) packs.set(pack, files[0] ?? '');
  }
  const named = [...packs].map(([name, file]) => ({ name, why: file }));
  if (answers.isOpenSource) named.push({ name: 'open-source', why: 'the licence' });
  const areLocal = models.length > 0 && models.every(({ locality }) => locality === 'local');
  if (areLocal) named.push({ name: 'local-models-only', why: 'only local models are approved' });
  return named;
}
