/** The packs that ship: whole policies by themselves, and lower layers that only tighten. Their pages name every rule. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { decide } from '../../../../server/engine/decide';
import { builtinDetectors } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import { redactText } from '../../../../server/engine/detect/redact';
import { decideInsertion } from '../../../../server/engine/insertion';
import { type CompiledPolicy, compilePolicy } from '../../../../server/engine/policy/compile';
import { measureCoverage } from '../../../../server/engine/policy/coverage';
import { parsePolicyDocument } from '../../../../server/engine/policy/document';
import { isStricter } from '../../../../server/engine/policy/firstMatch';
import { formatPolicy } from '../../../../server/engine/policy/format';
import { lintPolicy } from '../../../../server/engine/policy/lint';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import { runPolicyTests } from '../../../../server/engine/policy/runTests';
import type { Effect, Policy, PolicyTest } from '../../../../server/engine/policy/types';

const now = new Date('2026-11-21T00:00:00Z');
const packs = readdirSync('policies/packs').map((file) => file.replace('.yaml', ''));
const baseline = load('policies/baseline.yaml');

function load(path: string): Policy {
  const { policy, problems } = parsePolicy(readFileSync(path, 'utf8'), path);
  assert.deepEqual(problems, []);
  return policy as Policy;
}

const loadPack = (name: string) => load(`policies/packs/${name}.yaml`);
const compileAlone = (policy: Policy) => compilePolicy(policy, { digest: 'sha256:alone' });

function compileBelowBaseline(...layers: readonly Policy[]): CompiledPolicy {
  return compilePolicy(baseline, {
    digest: 'sha256:baseline',
    layers: layers.map((policy) => ({ kind: 'team' as const, policy, digest: 'sha256:pack' })),
  });
}

function effectOf(policy: CompiledPolicy, { path, text, destination = {}, insertion }: PolicyTest): Effect {
  const content = { ...(path === undefined ? {} : { path }), ...(text === undefined ? {} : { text }) };
  return insertion === undefined
    ? decide(policy, { contents: [content], destination }, now).effect
    : decideInsertion(policy, { target: content, ...insertion }, now).effect;
}

function assertNotLaxer(tested: CompiledPolicy, reference: CompiledPolicy, tests: readonly PolicyTest[]): void {
  const laxer = tests.filter((test) => isStricter(effectOf(reference, test), effectOf(tested, test)));
  assert.deepEqual(
    laxer.map(({ name }) => name),
    [],
  );
}

describe('policy packs', () => {
  it('are the six that the index lists', () => {
    assert.deepEqual(packs, ['export-control', 'gdpr', 'hipaa', 'local-models-only', 'open-source', 'pci-dss']);
    const index = readFileSync('docs/packs/README.md', 'utf8');
    for (const name of packs) assert.ok(index.includes(`](${name}.md)`), name);
  });

  for (const name of packs) {
    describe(name, () => {
      const pack = loadPack(name);
      const alone = compileAlone(pack);
      const tests = pack.tests ?? [];

      it('passes its own tests', () => {
        const failed = runPolicyTests(alone, now).filter(({ passed }) => !passed);
        assert.deepEqual(failed, []);
      });

      it('stands as `policy format` writes it', () => {
        const text = readFileSync(`policies/packs/${name}.yaml`, 'utf8');
        assert.equal(formatPolicy(text).text, text);
      });

      it('is covered by them entirely', () => {
        const untouched = measureCoverage(alone, now).entries.filter(({ touched }) => !touched);
        assert.deepEqual(untouched, []);
      });

      it('has no warning but for the levels that a lower layer does not need', () => {
        const path = `policies/packs/${name}.yaml`;
        const input = { document: parsePolicyDocument(readFileSync(path, 'utf8'), path), policy: pack, now };
        assert.deepEqual(lintPolicy({ ...input, kind: 'organisation' }), []);
        const below = lintPolicy({ ...input, kind: 'team', below: baseline });
        assert.deepEqual(
          below.map(({ code, pointer }) => `${code} ${pointer}`),
          ['NOT_IN_LAYER /levels'],
        );
      });

      it('has no problem as a lower layer of the baseline', () => {
        const path = `policies/packs/${name}.yaml`;
        const parsed = parsePolicy(readFileSync(path, 'utf8'), path, { as: 'layer', below: baseline });
        assert.deepEqual(parsed.problems, []);
        assert.notEqual(parsed.layer, undefined);
      });

      it('also shows what it lets pass', () => {
        assert.ok(tests.filter(({ expect }) => JSON.stringify(expect).includes('allow')).length >= 3);
      });

      it('is never laxer below the baseline than either alone', () => {
        const layered = compileBelowBaseline(pack);
        assertNotLaxer(layered, compileAlone(baseline), [...(baseline.tests ?? []), ...tests]);
        assertNotLaxer(layered, alone, tests);
      });

      it('has its name, the baseline’s levels, and detectors of its own family', () => {
        assert.equal(pack.metadata.name, name);
        assert.deepEqual(pack.levels, baseline.levels);
        for (const { id, title, why, remedy, references, examples } of pack.detectors ?? []) {
          assert.ok(id.startsWith(`${name}/`), id);
          assert.ok(title && why && remedy && references, id);
          assert.ok(examples && examples.match.length > 0 && examples.ignore.length > 1, id);
        }
      });

      it('finds its own examples among all detectors, and nothing of its own after redaction', () => {
        const own = pack.detectors ?? [];
        const { scanner } = compileDetectors([...builtinDetectors, ...own], { vet: false });
        for (const { id, examples } of own) {
          for (const text of examples?.match ?? []) {
            const { findings } = scanner.scan(text);
            assert.ok(
              findings.some(({ detector }) => detector === id),
              `${id}: ${text}`,
            );
            const left = scanner.scan(redactText(text, findings)).findings;
            assert.ok(!left.some(({ detector }) => detector.startsWith(`${name}/`)), `${id}: ${text}`);
          }
        }
      });

      it('has a page that names every rule and detector', () => {
        const page = readFileSync(`docs/packs/${name}.md`, 'utf8');
        const ids = [pack.classify?.rules, pack.detectors, pack.models].flatMap((list) =>
          (list ?? []).map(({ id }) => id),
        );
        assert.deepEqual(
          ids.filter((id) => !page.includes(`\`${id}\``)),
          [],
        );
      });
    });
  }

  it('hold together below the baseline', () => {
    const all = packs.map(loadPack);
    const layered = compileBelowBaseline(...all);
    for (const pack of all)
      assertNotLaxer(layered, compileBelowBaseline(pack), [...(pack.tests ?? []), ...(baseline.tests ?? [])]);
  });

  it('leave ordinary work to the baseline, but for what is not local', () => {
    const ordinary = (baseline.tests ?? []).filter(({ expect }) => JSON.stringify(expect).includes('allow'));
    for (const name of packs.filter((each) => each !== 'local-models-only')) {
      const layered = compileBelowBaseline(loadPack(name));
      for (const test of ordinary) assert.equal(effectOf(layered, test), 'allow', `${name}: ${test.name}`);
    }
  });
});

describe('no question lets confidential content go to a model that nobody approved', () => {
  for (const file of ['baseline', ...packs.map((name) => `packs/${name}`)]) {
    it(file, () => {
      const policy = load(`policies/${file}.yaml`);
      const nobody: PolicyTest['destination'] = { channel: 'chat', host: 'api.example.com', name: 'some-model' };
      const tests = (policy.tests ?? []).filter(({ destination }) => destination !== undefined);
      const asked = tests.filter((test) => effectOf(compileAlone(policy), { ...test, destination: nobody }) === 'ask');
      assert.deepEqual(asked, []);
    });
  }
});

describe('export control, where case does not count', () => {
  const options = { digest: 'sha256:alone', caseInsensitivePaths: true };
  const policy = compilePolicy(loadPack('export-control'), options);
  const labelOf = (path: string): readonly string[] =>
    decide(policy, { contents: [{ path }], destination: {} }, now).label.categories;

  it('leaves names alone that only look alike', () => {
    const ordinary = ['docs/cuisine.md', 'recipe_cuisines.py', 'run_expt1.csv', 'ctd/cast.csv', 'x-guitar.ts', 'a.cui'];
    assert.deepEqual(
      ordinary.filter((path) => labelOf(path).length > 0),
      [],
    );
  });

  it('still sees names that say so', () => {
    const controlled = ['a_ITAR.pdf', 'b-itar v2.md', 'c.itar', 'd_EXPT_1.csv', 'e_export-controlled.c'];
    const cui = ['CUI.md', 'CUI_a.pdf', 'CUI b.docx', 'c_CUI', 'd_cui.draft.md', 'e-NOFORN.txt', 'f_FOUO_2.pdf'];
    for (const path of controlled) assert.deepEqual(labelOf(path), ['export-control'], path);
    for (const path of cui) assert.deepEqual(labelOf(path), ['cui'], path);
  });
});

describe('local models only, below the baseline', () => {
  const layered = compileBelowBaseline(loadPack('local-models-only'));
  const decideFor = (destination: PolicyTest['destination'] & object): Effect =>
    effectOf(layered, {
      name: '',
      path: 'src/server.ts',
      destination: { channel: 'chat', ...destination },
      expect: 'allow',
    });

  it('takes back what the baseline grants elsewhere', () => {
    assert.equal(decideFor({ tool: 'github.copilot' }), 'block');
    assert.equal(decideFor({ host: 'api.githubcopilot.com', name: 'gpt-5' }), 'block');
  });

  it('takes nothing from a local model that its organisation clears for card data', () => {
    const match = { endpoints: ['http://127.0.0.1:11434'], weights: ['sha256:aa'] };
    const clearance = { level: 'restricted', categories: ['pci'] };
    const organisation: Policy = { ...baseline, models: [{ id: 'attested', match, locality: 'local', clearance }] };
    const layers = [{ kind: 'team' as const, policy: loadPack('local-models-only'), digest: 'sha256:pack' }];
    const destination = {
      endpoint: 'http://127.0.0.1:11434',
      name: 'qwen',
      weights: 'sha256:aa',
      channel: 'chat' as const,
    };
    const test: PolicyTest = { name: '', path: 'services/payments/card.ts', destination, expect: 'allow' };
    assert.equal(effectOf(compilePolicy(organisation, { digest: 'sha256:o', layers }), test), 'allow');
  });

  it('leaves what the baseline grants here', () => {
    assert.equal(decideFor({ endpoint: 'http://127.0.0.1:11434', name: 'qwen2.5-coder:7b' }), 'allow');
  });
});

describe('the baseline', () => {
  it('is covered by its own tests entirely', () => {
    const untouched = measureCoverage(compileAlone(baseline), now).entries.filter(({ touched }) => !touched);
    assert.deepEqual(untouched, []);
  });
});
