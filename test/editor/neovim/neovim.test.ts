/** The language server in Neovim: the same `--stdio` that other editors start, with nothing of ours in the editor. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hover } from 'vscode-languageserver';
import { ensureNeovim } from '../../../scripts/dev/neovim';
import { capture } from '../../../scripts/dev/steps';
import { bundledService, Home } from '../../server/service/builtService';

interface Told {
  readonly error?: string;
  readonly diagnostics: readonly Seen[];
  readonly left: readonly Seen[];
  readonly policy: readonly Seen[];
  readonly screen: readonly string[];
  readonly hover: Hover;
  readonly policyHover: Hover;
}

interface Seen {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly source: string;
  readonly message: string;
}

const key = `AKIA${'Q4F7T2ZKM5XJH3WN'}`;
const files = {
  'src/config.ts': `const key = '${key}';\nexport const region = 'eu-west-1';\n`,
  'policy.yaml': [
    'apiVersion: portcullis/v1',
    'metadata: { name: acme, version: "1" }',
    'levels: [public, internal]',
    'classify: { default: intrnal }',
    '',
  ].join('\n'),
};

describe('Neovim', function () {
  this.timeout(180_000);
  let home: Home;
  let told: Told;

  before(async () => {
    home = new Home();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(home.workspace, name, '..'), { recursive: true });
      writeFileSync(join(home.workspace, name), text);
    }
    told = await runNeovim(home);
  });
  after(() => home.remove());

  it('shows a diagnostic of a key, in place and on its screen', () => {
    const [first, ...others] = told.diagnostics;
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...first, message: undefined },
      { line: 1, column: 14, code: 'secret/aws-access-key', source: 'portcullis', message: undefined },
    );
    assert.ok(!first?.message.includes(key));
    const [line] = told.screen;
    assert.ok(line?.includes(key) && line.includes((first?.message ?? '').slice(0, 20)), line);
  });

  it('shows why on hover', () => {
    assert.match(JSON.stringify(told.hover.contents), /aws-access-key/);
  });

  it('takes the diagnostic back once the key is gone', () => {
    assert.deepEqual(told.left, []);
  });

  it('shows a defect of a policy file, and what a field means', () => {
    assert.deepEqual(
      told.policy.filter(({ code }) => code === 'UNKNOWN_LEVEL').map(({ line, column }) => [line, column]),
      [[4, 22]],
    );
    assert.match(JSON.stringify(told.policyHover.contents), /version/i);
  });
});

async function runNeovim(home: Home): Promise<Told> {
  const neovim = await ensureNeovim();
  const result = join(home.folder, 'told.json');
  const { output } = await capture(
    neovim.executable,
    ['--headless', '--clean', '-n', '-c', `luafile ${join(__dirname, 'session.lua')}`],
    {
      cwd: home.workspace,
      env: {
        ...home.env(),
        ...neovim.env,
        PC_NODE: process.execPath,
        PC_SERVICE: await bundledService(),
        PC_RESULT: result,
        XDG_STATE_HOME: join(home.folder, 'neovim'),
        XDG_CACHE_HOME: join(home.folder, 'neovim'),
      },
    },
  );
  const found: Told = JSON.parse(readFileSync(result, 'utf8') || '{}');
  assert.equal(found.error, undefined, output);
  return found;
}
