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
import { makeCopilotScene } from './copilotScene';
import { makeScene, type Scene } from './scene';

const suites = path.join(root, 'test/editor/suites');
/** Of this run alone: runs may go on side by side. */
const bundles = path.join(root, `out/editor-suites-${process.pid}`);

/** Suites by what they need to start from; a suite belongs to the first kind that its name begins with. */
const kinds: readonly Kind[] = [
  { prefix: 'copilot', makeScene: makeCopilotScene },
  { prefix: '', makeScene },
];

interface Kind {
  readonly prefix: string;
  readonly makeScene: () => Promise<Scene & { readonly env?: Readonly<Record<string, string>> }>;
}

/** Runs the suites kind by kind, each kind in an editor of its own, and resolves with the first bad exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const only = argv.includes('--only') ? (argv[argv.indexOf('--only') + 1] ?? '') : '';
  const names = fs.readdirSync(suites).filter((name) => name.endsWith('.test.ts') && name.includes(only));
  const kindOf = (name: string): Kind | undefined => kinds.find(({ prefix }) => name.startsWith(prefix));
  let code = 0;
  for (const kind of [...kinds].reverse()) {
    const chosen = names.filter((name) => kindOf(name) === kind);
    if (chosen.length > 0) code = (await runSuites(kind, chosen, argv.includes('--without-proposals'))) || code;
  }
  return code;
}

async function runSuites(kind: Kind, names: readonly string[], isWithoutProposals: boolean): Promise<number> {
  await bundle(names);
  const scene = await kind.makeScene();
  try {
    await runTests({
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
        ...scene.env,
        ...(isWithoutProposals ? { [proposalsVariable]: 'stock', PORTCULLIS_PROPOSALS: 'off' } : {}),
      },
    });
    return 0;
  } catch (error) {
    // The other kinds are to run all the same.
    printError(error);
    return 1;
  } finally {
    await scene.remove();
    fs.rmSync(bundles, { recursive: true, force: true });
  }
}

async function bundle(tests: readonly string[]): Promise<void> {
  fs.rmSync(bundles, { recursive: true, force: true });
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
