/** `policy explain`: each step with the policy's file and line, never what was found, the contract's exit codes. */

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CliHost } from '../../../server/cli/host';
import { smallPolicy } from './fixtures';
import { type Bench, createBench, fakeKey } from './testHost';

const insertions = `insertions:
  - { levels: [restricted], effect: block }
  - { tools: ["acme.*"], effect: allow }
  - { detectors: ["secret/*"], effect: block }
`;

const team = `apiVersion: portcullis/v1
metadata: { name: red-team, version: "3", layer: team }
classify:
  rules:
    - { id: drafts, label: { level: restricted }, paths: ["docs/drafts/**"] }
flow:
  - { channels: [chat], rules: [docs], effect: block }
models:
  - { id: cloudy, clearance: { level: public } }
`;

describe('portcullis policy explain', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('policy.yaml', smallPolicy.replace('tests:', `${insertions}tests:`));
    bench.write('team.yaml', team);
    bench.write('pay/card.ts', 'const a = 1;\n');
    bench.write('docs/a.md', 'hello\n');
    bench.write('src/key.ts', `const a = 1;\nconst key = "${fakeKey}";\n`);
  });
  afterEach(() => bench.remove());

  const explain = (...args: string[]) => bench.run(['policy', 'explain', '--policy', 'policy.yaml', ...args]);

  it('goes from atoms to the effect, naming file and line of each deciding rule', async () => {
    const { code, stdout, stderr } = await explain('--path', 'pay/card.ts', '--name', 'cloudy-1', '--channel', 'chat');
    assert.equal(stderr, '');
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      'label of pay/card.ts: restricted [pci]',
      '  policy.yaml:6  rule payments, its path matches pay/**: restricted [pci]',
      '  1 of 3 rules apply',
      'destination: cloudy (cloud), channel chat, cleared for internal',
      '  policy.yaml:10  model cloudy, names [cloudy*] hold for cloudy-1: internal',
      'above the clearance',
      '  payments, restricted [pci]: its level is too high, not cleared for pci',
      '    no flow rule matches: block',
      'effect: block (enforced)',
      '  organisation small 7 (policy.yaml)',
      'what would change it',
      '  policy.yaml:14  exception EX-1 let it pass until 2026-06-01T00:00:00Z',
      "  an exception for payments; ask the policy's owner",
    ]);
    assert.equal(code, 1);
  });

  it('tells findings by detector and place, never by their text', async () => {
    const { code, stdout } = await explain('--path', 'src/key.ts', '--model', 'cloudy', '--channel', 'chat');
    assert.match(stdout, /^ {2}policy\.yaml:8 {2}rule secrets, found secret\/aws-access-key at 2:14: restricted/m);
    assert.match(stdout, /^ {2}-? {2}the default, as no path rule applies: internal$/m);
    assert.match(stdout, /^ {4}policy\.yaml:12 {2}flow\[0\]: redact$/m);
    assert.match(stdout, /^redactions: secret\/aws-access-key at 2:14; what is left fits$/m);
    assert.match(stdout, /^ {2}without what secrets found: allow$/m);
    assert.ok(!stdout.includes(fakeKey));
    assert.equal(code, 1);
    const json = await explain('--path', 'src/key.ts', '--model', 'cloudy', '--format', 'json');
    assert.ok(!json.stdout.includes(fakeKey));
  });

  it('says where there was no text to look at', async () => {
    bench.write('docs/logo.png', new Uint8Array([0x89, 0x50, 0, 0, 1]));
    const cases = [
      [
        'docs/none.md',
        /^label of docs\/none\.md: public\n {2}no such file here: judged by its path alone$/m,
        'missing',
      ],
      ['docs/logo.png', /^label of docs\/logo\.png: public\n {2}binary: judged by its path alone$/m, 'binary'],
      ['docs/a.md', /^label of docs\/a\.md: public\n {2}policy\.yaml/m, 'read'],
    ] as const;
    for (const [path, expected, text] of cases) {
      assert.match((await explain('--path', path, '--model', 'cloudy')).stdout, expected);
      assert.equal(JSON.parse((await explain('--path', path, '--format', 'json')).stdout).text, text);
    }
    const insert = await explain('--path', 'docs/none.md', '--insert', '--text-from', 'docs/a.md');
    assert.match(insert.stdout, /^ {2}no such file here: judged by its path alone$/m);
    const given = await explain('--path', 'docs/none.md', '--text-from', 'docs/a.md', '--model', 'cloudy');
    assert.doesNotMatch(given.stdout, /no such file/);
  });

  it('says which exception lets something pass', async () => {
    const at = ['--now', '2026-01-01T00:00:00Z'];
    const { code, stdout } = await explain('--path', 'pay/card.ts', '--model', 'cloudy', '--channel', 'chat', ...at);
    assert.match(stdout, /^ {4}policy\.yaml:14 {2}exception EX-1 lets it pass$/m);
    assert.match(stdout, /^effect: allow \(enforced\)$/m);
    assert.equal(code, 0);
  });

  it('says why no model entry matches, and what the strictest judges by', async () => {
    const { stdout } = await explain('--path', 'src/key.ts', '--name', 'other');
    assert.match(stdout, /^destination: unknown, channel not known, cleared for public$/m);
    assert.match(stdout, /^ {2}policy\.yaml:10 {2}not model cloudy: names \[cloudy\*\] do not match other$/m);
    assert.match(stdout, /^ {4}no flow rule matches: block$/m);
    const unstated = await explain('--path', 'docs/a.md', '--channel', 'chat');
    assert.match(unstated.stdout, /not model cloudy: names \[cloudy\*\] are asked for, and nothing is stated$/m);
    assert.match(unstated.stdout, /^nothing is above the clearance$/m);
  });

  it('shows what lower layers add', async () => {
    bench.write('docs/drafts/b.md', 'hello\n');
    const over = ['--model', 'cloudy', '--channel', 'chat', '--layer', 'team.yaml'];
    const { code, stdout } = await explain('--path', 'docs/drafts/b.md', ...over);
    assert.match(
      stdout,
      /^ {2}team\.yaml:5 {2}rule drafts of red-team, its path matches docs\/drafts\/\*\*: restricted$/m,
    );
    assert.match(stdout, /^destination: cloudy \(cloud\), channel chat, cleared for public$/m);
    assert.match(stdout, /^ {2}team\.yaml:9 {2}model cloudy, lowered here: public$/m);
    assert.match(stdout, /^ {2}team red-team 3 \(team\.yaml\)$/m);
    assert.equal(code, 1);
  });

  it('gives everything to programs, with places as file, line and pointer', async () => {
    const { stdout } = await explain(
      '--path',
      'pay/card.ts',
      '--model',
      'cloudy',
      '--channel',
      'chat',
      '--format',
      'json',
    );
    const report = JSON.parse(stdout);
    assert.equal(report.version, 1);
    assert.equal(report.decision.effect, 'block');
    assert.deepEqual(report.contents[0].applied[0].at, {
      path: 'policy.yaml',
      line: 6,
      pointer: '/classify/rules/0',
    });
    assert.deepEqual(report.layers, [{ kind: 'organisation', name: 'small', version: '7', path: 'policy.yaml' }]);
  });

  it('explains insertions, even where a rule allows them', async () => {
    const insert = ['--insert', '--text-from', 'src/key.ts'];
    const blocked = await explain('--path', 'docs/a.md', ...insert, '--tool', 'other');
    assert.match(blocked.stdout, /^text to insert: secret\/aws-access-key at 2:14$/m);
    assert.match(blocked.stdout, /^ {2}policy\.yaml:18 {2}insertions\[2\]: it names secret\/aws-access-key: block$/m);
    assert.equal(blocked.code, 1);
    const allowed = await explain('--path', 'docs/a.md', ...insert, '--tool', 'acme.tool');
    assert.match(allowed.stdout, /^ {2}policy\.yaml:17 {2}insertions\[1\]: the target and source match: allow$/m);
    assert.equal(allowed.code, 0);
    const target = await explain('--path', 'pay/card.ts', ...insert, '--tool', 'acme.tool');
    assert.match(target.stdout, /^ {2}policy\.yaml:16 {2}insertions\[0\]: the target and source match: block$/m);
  });

  it('places links, takes text from stdin, and ends with 0 in observe mode', async () => {
    symlinkSync('../pay/card.ts', join(bench.folder, 'docs/link.md'));
    const link = await explain('--path', 'docs/link.md', '--model', 'cloudy');
    assert.match(link.stdout, /rule payments, its path matches pay\/\*\*/);
    bench.write('policy.yaml', smallPolicy.replace('levels:', 'mode: observe\nlevels:'));
    const args = ['policy', 'explain', '--policy', 'policy.yaml', '--text-from', '-', '--model', 'cloudy'];
    const { code, stdout } = await bench.run(args, { input: `key = ${fakeKey}` });
    assert.match(stdout, /^label of the text: restricted \[secret\]$/m);
    assert.match(stdout, /^effect: block \(observe mode: nothing is held back\)$/m);
    assert.equal(code, 0);
  });

  it('explains the installed policy with its layers, and says which files they are', async () => {
    const file = join(bench.folder, 'policy.yaml');
    const layer = {
      kind: 'team',
      name: 'red-team',
      version: '3',
      path: join(bench.folder, 'team.yaml'),
      state: 'good',
    };
    const status = async () => ({ policy: { path: file, layers: [layer] } }) as never;
    const service: CliHost['service'] = { decide: unexpected, classify: unexpected, stop: unexpected, status };
    bench.write('.portcullis/policy.yaml', team.replace('red-team', 'here').replace('layer: team', 'layer: workspace'));
    const { stdout } = await bench.run(['policy', 'explain', '--path', 'docs/a.md', '--model', 'cloudy'], { service });
    assert.ok(stdout.includes(`  organisation small 7 (${file})\n`), stdout);
    assert.ok(stdout.includes(`  team red-team 3 (${layer.path})\n`), stdout);
    assert.match(stdout, /^ {2}workspace here 3 \(.*\.portcullis\/policy\.yaml\)$/m);
    const absent = { ...service, status: async () => undefined };
    const none = await bench.run(['policy', 'explain', '--path', 'docs/a.md'], { service: absent });
    assert.match(none.stderr, /no service is running, so the installed policy is not known\n.*--policy FILE/);
    assert.equal(none.code, 2);
  });

  it('says what is wrong with how it was called', async () => {
    const cases: [string[], RegExp][] = [
      [[], /nothing to explain/],
      [['--path', 'docs/a.md', '--insert'], /'--insert' needs '--text-from'/],
      [['--path', 'docs/a.md', '--model', 'skynet'], /no model entry 'skynet'\n.*its entries are cloudy/],
      [['--path', 'docs/a.md', '--channel', 'smoke'], /smoke/],
      [['--text-from', 'none.txt'], /can't read 'none\.txt': no such file/],
    ];
    for (const [args, expected] of cases) {
      const { code, stderr } = await explain(...args);
      assert.match(stderr, expected);
      assert.equal(code, 2, args.join(' '));
    }
  });
});

const unexpected = async (): Promise<never> => assert.fail('not asked for');
