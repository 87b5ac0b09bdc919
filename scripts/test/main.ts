/**
 * `npm test`: every part of the suite one after the other, whatever fails, with one sum at the end.
 *
 * `npm test -- --unit --ui` runs the named parts only.
 */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBrowser } from '../dev/browser';
import { ensureDemoAssistants, ensurePackage } from '../dev/build';
import { ensureHost } from '../dev/host';
import { canHaveNeovim, ensureNeovim } from '../dev/neovim';
import { npmCli } from '../dev/npm';
import { printError, root, seconds, stream } from '../dev/steps';

interface Part {
  readonly name: string;
  /** Runs it and resolves with the exit code; a part that is no Mocha run counts as one test. */
  run(counts: string): Promise<number>;
}

const mochaPart = (name: string, prepare: () => Promise<unknown>, ...args: readonly string[]): Part => ({
  name,
  run: async (counts) => {
    await prepare();
    const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
    return node([mocha, '--reporter', './test/reporter.mjs', ...args], counts);
  },
});

const editorPart = (name: string, ...args: readonly string[]): Part => ({
  name,
  run: async (counts) => {
    await prepareEditor();
    return node(['--import', 'tsx', 'test/editor/support/runEditor.ts', ...args], counts);
  },
});

const parts: readonly Part[] = [
  { name: 'build', run: () => npm('build') },
  { name: 'check', run: () => npm('check') },
  mochaPart(
    'unit',
    nothing,
    '--parallel',
    '--jobs',
    '2',
    'test/*.test.ts',
    'test/{client,scripts,server}/**/*.test.ts',
  ),
  { name: 'package', run: async () => Number((await prepareEditor()) > 3_000_000) },
  editorPart('editor'),
  editorPart('editor-without-proposals', '--without-proposals'),
  mochaPart(
    'ui',
    prepareEditor,
    '--require',
    'tsx/cjs',
    '--require',
    './test/editor/support/screenshotOnFailure.ts',
    '--timeout',
    '120000',
    'test/editor/ui/*.test.ts',
  ),
  // Where it can't be had the part is not there, rather than passed.
  ...(canHaveNeovim() ? [mochaPart('neovim', ensureNeovim, 'test/editor/neovim/*.test.ts')] : []),
  { name: 'start', run: () => node(['scripts/start.mjs', '--check']) },
];

/** Runs the parts named by the options, or all, and resolves with the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const unknown = argv.find((arg) => !parts.some((part) => `--${part.name}` === arg));
  if (unknown) {
    console.error(
      `portcullis: unknown option ${unknown}\n  npm test -- ${parts.map((part) => `[--${part.name}]`).join(' ')}`,
    );
    return 2;
  }
  const started = Date.now();
  const chosen = parts.filter((part) => argv.length === 0 || argv.includes(`--${part.name}`));
  const sum = { passed: 0, failed: 0 };
  const lines: string[] = [];
  for (const part of chosen) {
    console.log(`\n== ${part.name}`);
    const from = Date.now();
    const { passed, failed } = await outcome(part);
    sum.passed += passed;
    sum.failed += failed;
    lines.push(`${failed ? 'FAILED' : 'ok    '} ${part.name}: ${passed} passed, ${failed} failed (${seconds(from)})`);
    console.log(lines.at(-1));
  }
  console.log(`\n${lines.join('\n')}\ntogether ${seconds(started)}\n`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

async function outcome(part: Part): Promise<{ passed: number; failed: number }> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'pc-counts-'));
  const counts = path.join(dir, 'counts.jsonl');
  try {
    const code = await part.run(counts).catch((error) => {
      printError(error);
      return 1;
    });
    const told = fs.existsSync(counts) ? fs.readFileSync(counts, 'utf8').trim().split('\n') : [];
    const sum = { passed: 0, failed: 0 };
    for (const line of told) {
      const { passed, failed } = JSON.parse(line);
      sum.passed += passed;
      sum.failed += failed;
    }
    // A run that ended badly before or after its tests has failed too, and one that tested nothing.
    const none = sum.passed + sum.failed === 0;
    if (sum.failed === 0 && (code !== 0 || (told.length > 0 && none))) sum.failed = 1;
    else if (none) sum.passed = 1;
    return sum;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function nothing(): Promise<void> {}

/** Has everything ready that a run in an editor needs, and returns the size of the packed extension in bytes. */
async function prepareEditor(): Promise<number> {
  const vsix = await ensurePackage();
  await ensureDemoAssistants();
  await ensureBrowser(await ensureHost());
  return fs.statSync(vsix).size;
}

function npm(script: string): Promise<number> {
  return stream(...npmCli(['run', '--silent', script]));
}

function node(args: readonly string[], counts?: string): Promise<number> {
  const env = { ...process.env, ...(counts ? { TEST_COUNTS: counts } : {}) };
  return stream(process.execPath, args, { env });
}
