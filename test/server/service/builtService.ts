/** The service program, bundled once for all tests of a run into a folder of its own, as an installation has it. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type StatePaths, statePaths, thisMachine } from '../../../server/host/paths';
import { stopService } from '../../../server/host/serviceClient';

const repository = resolve(__dirname, '../../..');
const run = promisify(execFile);
const bundles = new Map<string, Promise<string>>();

/** Returns the bundled program's file; `version` replaces the package's. */
export function bundledService(version?: string): Promise<string> {
  const known = bundles.get(version ?? '');
  if (known !== undefined) return known;
  const bundle = bundleService(version);
  bundles.set(version ?? '', bundle);
  return bundle;
}

async function bundleService(version: string | undefined): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-built-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(repository, 'policies'), join(folder, 'policies'), { recursive: true });
  const file = join(folder, 'dist', 'service.js');
  const main = join(repository, 'server/service/program').replaceAll('\\', '/');
  const self = `{ version: ${JSON.stringify(version)}, file: __filename, folder: __dirname }`;
  await build({
    ...(version === undefined
      ? { entryPoints: [join(repository, 'server/service/main.ts')] }
      : {
          stdin: {
            contents: `import { runServiceProgram } from '${main}'; runServiceProgram(process.argv.slice(2), ${self});`,
            resolveDir: repository,
          },
        }),
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return file;
}

/** A user's state in a folder of its own, with the services that were started in it. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), 'pc-'));
  readonly paths: StatePaths = statePaths({ ...thisMachine(), env: { ...process.env, PORTCULLIS_HOME: this.folder } });
  readonly workspace = join(this.folder, 'workspace');

  constructor(policy?: string) {
    mkdirSync(this.workspace, { recursive: true });
    if (policy !== undefined) this.install(policy);
  }

  install(policy: string): void {
    mkdirSync(join(this.folder, 'config'), { recursive: true });
    writeFileSync(this.paths.policyFile, policy);
  }

  /** Runs the program with `--ensure` and returns what it printed. */
  async ensure(version?: string, idleMs = 60_000): Promise<{ socket: string; pid: number; version: string }> {
    const args = [await bundledService(version), '--ensure', '--idle-ms', String(idleMs)];
    const { stdout } = await run(process.execPath, args, { env: this.env() });
    return JSON.parse(stdout);
  }

  /** Starts the program in the foreground. */
  async start(mode: '--serve' | '--stdio'): Promise<ChildProcess> {
    return spawn(process.execPath, [await bundledService(), mode, '--idle-ms', '60000'], { env: this.env() });
  }

  async remove(): Promise<void> {
    await stopService(this.paths);
    // A program that lost a race may still be on its way out.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20 });
  }

  env(): NodeJS.ProcessEnv {
    return { ...process.env, PORTCULLIS_HOME: this.folder };
  }
}

/** Resolves once the condition holds; fails with its description after some seconds. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`it did not come about that ${what}`);
}

/** Reports whether a process of that id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
