/**
 * Runs the suites of test/editor/suites inside a real VS Code, the bundled one.
 * `--without-proposals` takes proposed APIs away as stock VS Code does; `--only NAME` picks suites.
 */

import fs from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { proposalsVariable } from '../../../scripts/dev/proposals';
import { printError, root } from '../../../scripts/dev/steps';
import { makeScene } from './scene';

const suites = path.join(root, 'test/editor/suites');
const bundles = path.join(root, 'out/editor-suites');

async function main(argv: readonly string[]): Promise<number> {
  const only = argv.includes('--only') ? (argv[argv.indexOf('--only') + 1] ?? '') : '';
  await bundle();
  const scene = await makeScene();
  try {
    return await runTests({
      vscodeExecutablePath: path.join(root, 'test/editor/support/codeShim.mjs'),
      extensionDevelopmentPath: path.join(root, 'test/editor/driver'),
      extensionTestsPath: path.join(bundles, 'inHost.js'),
      launchArgs: [
        scene.workspace,
        `--user-data-dir=${scene.profile.userData}`,
        `--extensions-dir=${scene.profile.extensions}`,
      ],
      extensionTestsEnv: {
        PORTCULLIS_HOME: scene.profile.home,
        TEST_REPOSITORY: root,
        TEST_ONLY: only,
        ...(argv.includes('--without-proposals') ? { [proposalsVariable]: 'stock', PORTCULLIS_PROPOSALS: 'off' } : {}),
      },
    });
  } finally {
    await scene.remove();
  }
}

async function bundle(): Promise<void> {
  fs.rmSync(bundles, { recursive: true, force: true });
  const tests = fs.readdirSync(suites).filter((name) => name.endsWith('.test.ts'));
  await build({
    entryPoints: [...tests.map((name) => path.join(suites, name)), path.join(root, 'test/editor/support/inHost.ts')],
    outdir: bundles,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    printError(error);
    process.exitCode = 1;
  },
);
