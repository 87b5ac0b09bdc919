/** Proposals of a policy: valid, tested to the last entry, and about what is really there. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePolicy } from '../../../../server/engine/policy/compile';
import { measureCoverage } from '../../../../server/engine/policy/coverage';
import { lintPolicy } from '../../../../server/engine/policy/lint';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import { defaultAnswers, type Proposal, proposePolicy } from '../../../../server/engine/policy/propose/propose';
import type { Answers, Survey } from '../../../../server/engine/policy/propose/survey';
import { runPolicyTests } from '../../../../server/engine/policy/runTests';
import type { Policy } from '../../../../server/engine/policy/types';

const now = new Date('2026-11-21T00:00:00Z');
const mit = 'MIT License\n\nPermission is hereby granted, free of charge, to any person';

function surveyOf(paths: readonly string[], changes: Partial<Survey> = {}): Survey {
  return { name: 'shop', paths, texts: new Map(), samples: [], ...changes };
}

/** Proposes, and checks what must hold for every proposal. */
function propose(survey: Survey, answers: Partial<Answers> = {}): Proposal & { policy: Policy } {
  const proposal = proposePolicy(survey, { ...defaultAnswers(survey), ...answers }, now);
  const { policy, problems, document } = parsePolicy(proposal.text, 'policy.yaml');
  assert.deepEqual(problems, []);
  assert.ok(policy !== undefined);
  assert.deepEqual(lintPolicy({ document, policy, kind: 'organisation', now }), []);
  const compiled = compilePolicy(policy, { digest: 'sha256:0' });
  assert.deepEqual(
    runPolicyTests(compiled, now).filter(({ passed }) => !passed),
    [],
  );
  const { entries, percent } = measureCoverage(compiled, now);
  const untouched = entries.filter(({ touched }) => !touched).map(({ name }) => name);
  assert.deepEqual([percent, untouched], [100, []]);
  return { ...proposal, policy };
}

function pathsOf({ policy }: { policy: Policy }, id: string): readonly string[] | undefined {
  return policy.classify?.rules?.find((rule) => rule.id === id)?.paths;
}

describe('a proposed policy', () => {
  it('is valid and tested for an empty repository too', () => {
    const { policy, packs } = propose(surveyOf([]));
    assert.equal(policy.mode, 'observe');
    assert.deepEqual(policy.models, []);
    assert.deepEqual(packs, []);
  });

  it('asks about confidential files for approved models alone, and not at all without one', () => {
    const asking = (policy: Policy) => (policy.flow ?? []).filter(({ effect }) => effect === 'ask');
    const { policy, tests } = propose(surveyOf(['src/a.ts', 'legal/msa.md']), { assistants: ['claude', 'ollama'] });
    assert.deepEqual(
      asking(policy).map(({ models }) => models),
      [['claude', 'ollama']],
    );
    const contract = tests.filter(({ path, destination }) => path === 'legal/msa.md' && destination?.host);
    assert.deepEqual(
      contract.map(({ expect }) => expect),
      [{ effect: 'block', label: { level: 'confidential', categories: [] } }],
    );
    assert.deepEqual(asking(propose(surveyOf(['src/a.ts'])).policy), []);
  });

  it('names the folders that are there, as they are written, and no others', () => {
    const proposal = propose(
      surveyOf(['apps/Billing/run.ts', 'src/a.ts', 'node_modules/checkout/a.js', 'test/payments/a.ts', 'helm/x.yaml']),
    );
    assert.deepEqual(pathsOf(proposal, 'payments'), ['**/Billing/**']);
    assert.deepEqual(pathsOf(proposal, 'infrastructure'), ['**/helm/**']);
    assert.equal(pathsOf(proposal, 'health-records'), undefined);
    assert.deepEqual(proposal.packs, [{ name: 'pci-dss', why: 'apps/Billing/run.ts' }]);
  });

  it('is about data in folders of exports, not the code that makes them', () => {
    const proposal = propose(surveyOf(['exports/run.py', 'exports/2026/people.csv', 'customers/list.go']));
    assert.match((pathsOf(proposal, 'data-exports') ?? []).join(), /^\*\*\/exports\/\*\*\/\*\.\{csv,/);
    assert.deepEqual(proposal.rules.find(({ id }) => id === 'data-exports')?.files, ['exports/2026/people.csv']);
  });

  it('takes data files as confidential unless someone says otherwise', () => {
    const survey = surveyOf(['data/a.parquet', 'data/b.csv', 'test/fixtures/c.csv', 'db/migrations/1.sql']);
    assert.equal(pathsOf(propose(survey), 'data-files')?.[0], '**/*.{csv,parquet}');
    assert.equal(pathsOf(propose(survey, { areDataFilesConfidential: false }), 'data-files'), undefined);
  });

  it('knows the credential files of frameworks', () => {
    const globs = pathsOf(propose(surveyOf(['infra/main.tf', 'config/application.rb'])), 'credential-files') ?? [];
    assert.ok(globs.includes('**/*.{tfstate,tfstate.backup,tfvars}'));
    assert.ok(globs.includes('**/config/{master.key,credentials.yml.enc}'));
    assert.ok(!globs.some((glob) => glob.includes('wp-config')));
  });

  it('approves the assistants whose files are there, and only those', () => {
    const { policy } = propose(
      surveyOf(['CLAUDE.md', '.github/copilot-instructions.md', 'compose.yaml', 'src/a.ts'], {
        texts: new Map([['compose.yaml', 'services:\n  llm: { image: ollama/ollama }\n']]),
      }),
    );
    assert.deepEqual(
      policy.models?.map(({ id }) => id),
      ['copilot', 'copilot-service', 'claude', 'ollama'],
    );
  });

  it('takes code as public where the licence is open and the package not private', () => {
    const texts = new Map([['LICENSE', mit]]);
    const open = propose(surveyOf(['LICENSE', 'src/a.ts'], { texts }), { assistants: ['copilot'] });
    assert.equal(open.policy.classify?.default, 'public');
    assert.deepEqual(open.packs, [{ name: 'open-source', why: 'the licence' }]);
    texts.set('package.json', '{ "private": true }');
    assert.equal(propose(surveyOf(['LICENSE', 'src/a.ts'], { texts })).policy.classify?.default, 'internal');
  });

  it('proposes folders in which many files hold personal data', () => {
    const samples = ['crm/a.txt', 'crm/b.txt', 'src/a.ts', 'src/b.ts'].map((path) => ({
      path,
      values: path.startsWith('crm') ? { pii: 5 } : {},
    }));
    const proposal = propose(surveyOf(['crm/a.txt', 'crm/b.txt', 'src/a.ts', 'src/b.ts'], { samples }));
    assert.deepEqual(pathsOf(proposal, 'personal-data-folders'), ['crm/**']);
    assert.ok(proposal.packs.some(({ name }) => name === 'gdpr'));
    assert.match(proposal.text, /# seen in 2 files, for example crm\/a\.txt/);
  });

  it('holds whatever files and folders are called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
      fc.constantFrom('payments', 'exports', 'a.csv', '.env', 'src', 'x.ts', '"', '#', ': ', '\n', '{{', 'true', '!'),
    );
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const survey = fc.record({ name, paths: fc.array(path, { maxLength: 6 }) }).map(({ name: title, paths }) =>
      surveyOf(paths, {
        name: title,
        samples: paths.map((each) => ({ path: each, values: { pii: 3, secret: 1 } })),
      }),
    );
    fc.assert(
      fc.property(survey, fc.boolean(), (seen, isOpenSource) => {
        propose(seen, { isOpenSource, assistants: ['copilot', 'ollama'], owner: seen.name });
      }),
      { numRuns: 12 },
    );
  });
});
