/**
 * `npm start`: opens VS Code on a sample workspace with Portcullis and the demo assistants, all in `.portcullis/`.
 *
 * A desktop VS Code is used where there is one, else the bundled editor. `--check` starts the bundled one, sees in a
 * headless browser that Portcullis is active, and ends; `--bundled` never uses the desktop; `--fresh` starts anew.
 */

import fs from 'node:fs';
import path from 'node:path';
import { ensureDemoAssistants, ensurePackage } from '../dev/build';
import { demoPolicy, installPolicy } from '../dev/demoPolicy';
import { findDesktop } from '../dev/desktop';
import { portcullis, stopService } from '../dev/portcullis';
import { makeProfile, type Profile } from '../dev/profile';
import { makeSample } from '../dev/sample';
import { printError, root } from '../dev/steps';
import { startBundled } from './bundled';
import { startDesktop } from './desktop';

/** What both kinds of editor are started with. */
export interface Demo {
  readonly profile: Profile;
  readonly workspace: string;
  /** Packed extensions to install. */
  readonly extensions: readonly string[];
}

/** An editor that was started; `ended` resolves when its user closes it (never, for one in a browser). */
export interface Started {
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Runs the command and resolves with its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const unknown = argv.find((arg) => !['--check', '--bundled', '--fresh'].includes(arg));
  if (unknown) {
    console.error(`portcullis: unknown option ${unknown}\n  npm start -- [--bundled] [--fresh] [--check]`);
    return 2;
  }
  const check = argv.includes('--check');
  try {
    const demo = await prepare(
      path.join(root, check ? '.portcullis/check' : '.portcullis'),
      check || argv.includes('--fresh'),
    );
    const desktop = check || argv.includes('--bundled') ? undefined : findDesktop();
    try {
      const interrupted = onInterrupt();
      const started = desktop ? await startDesktop(desktop, demo) : await startBundled(demo, check);
      if (!check) {
        printWhatToTry(demo, Boolean(desktop));
        await Promise.race([started.ended, interrupted]);
        console.log('\n· stopping');
      }
      await started.stop();
    } finally {
      await stopService(demo.profile.home);
    }
    if (check) console.log('ok: the editor answers and Portcullis is active in it');
    return 0;
  } catch (error) {
    printError(error);
    return 1;
  }
}

async function prepare(dir: string, fresh: boolean): Promise<Demo> {
  const extensions = [await ensurePackage(), ...(await ensureDemoAssistants())];
  if (fresh) await discard(dir);
  const workspace = path.join(dir, 'sample');
  if (!fs.existsSync(workspace)) makeSample(workspace);
  const profile = makeProfile(dir, { settings: { 'files.autoSave': 'afterDelay' } });
  installPolicy(profile.home, demoPolicy());
  return { profile, workspace, extensions };
}

/** The service may still run from a session that was killed. */
async function discard(dir: string): Promise<void> {
  const home = path.join(dir, 'home');
  if (fs.existsSync(home)) await portcullis(home, ['service', 'stop']);
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function onInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

function printWhatToTry(demo: Demo, desktop: boolean): void {
  console.log(`
What to try, in the sample workspace (${path.relative(root, demo.workspace)}):
  src/playground.ts          internal: wait for the grey text at the end of a '// demo:' line and press Tab;
                             the function is let in and logged, the key and the hidden characters are taken out again
  services/payments/card.ts  restricted: see the label in the status bar, and a suggestion refused with its reason
  services/storage/upload.ts a key in the code: squiggle, hover, quick fix
  .env                       restricted by its name
The policy in force is ${path.relative(root, path.join(demo.profile.home, 'config/policy.yaml'))}; nothing of yours outside .portcullis/ is touched.
${desktop ? 'Close the window or press Ctrl+C here' : 'Press Ctrl+C here'} to end.`);
}
