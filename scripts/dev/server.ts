/**
 * Runs the bundled editor: its command line, its server, and addresses in it.
 */

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { EditorHost } from './host';
import type { Profile } from './profile';
import { Advice, must, until } from './steps';

export interface EditorServer {
  readonly url: string;
  readonly log: string;
  /** Ends the server and its extension hosts, and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** For the extension host, beside PORTCULLIS_HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether URLs may name an extension under development and its tests. This turns notification toasts off. */
  readonly forTests?: boolean;
  readonly port?: number;
}

/** Installs packed extensions into a profile. */
export async function installExtensions(host: EditorHost, profile: Profile, files: readonly string[]): Promise<void> {
  const args = files.flatMap((file) => ['--install-extension', file]);
  await must(
    host.node,
    [host.entry, ...common(profile), ...args, '--force'],
    { env: environment(profile) },
    'see the output above',
  );
}

/** Starts the editor on a free (or the given) loopback port and resolves when it answers. */
export async function startServer(
  host: EditorHost,
  profile: Profile,
  options: ServerOptions = {},
): Promise<EditorServer> {
  const log = path.join(profile.dir, 'server.log');
  const out = fs.openSync(log, 'w');
  const args = [
    ...[host.entry, ...common(profile), '--bind-addr', `127.0.0.1:${options.port ?? 0}`, '--auth', 'none'],
    ...[
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
    ],
    ...(options.forTests ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  // A process group of its own, so that stopping reaches the extension hosts as well.
  const child = spawn(host.node, args, {
    env: environment(profile, options.env),
    stdio: ['ignore', out, out],
    detached: true,
  });
  fs.closeSync(out);
  const stop = (): Promise<void> => endGroup(child.pid);
  try {
    const url = await until('the editor answers', () => {
      if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
      return /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(fs.readFileSync(log, 'utf8'))?.[1];
    });
    return { url, log, stop };
  } catch (error) {
    await stop();
    const tail = fs.readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    throw new Advice(
      `the bundled editor did not start: ${error instanceof Error ? error.message : error}\n${tail}`,
      `its whole log is ${log}`,
    );
  }
}

/** Returns the address of a workbench on a folder; the payload is VS Code's own (`openFile`, `extensionTestsPath` …). */
export function workbenchUrl(
  server: EditorServer,
  folder: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const query = `folder=${encodeURIComponent(folder)}`;
  return `${server.url}/?${query}${payload.length ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : ''}`;
}

/** Returns a file's address within the server, as payloads want it. */
export function remoteUri(server: EditorServer, file: string): string {
  return `vscode-remote://${new URL(server.url).host}${file}`;
}

function common(profile: Profile): string[] {
  const config = path.join(profile.dir, 'code-server.yaml');
  return ['--config', config, '--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
}

/** No gallery is asked for anything, and nothing of the calling npm, Node.js or editor leaks in. */
function environment(profile: Profile, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_OPTIONS$|VSCODE_|ELECTRON_|PORTCULLIS_|EDITOR_HOST_)/i.test(name),
  );
  const nowhere = 'http://127.0.0.1:9/';
  const gallery = JSON.stringify({ serviceUrl: nowhere, itemUrl: nowhere, resourceUrlTemplate: nowhere });
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: gallery, PORTCULLIS_HOME: profile.home, ...extra };
}

/** Ends a process group: asked first, made to after a few seconds. An extension host that lives on restarts services. */
async function endGroup(pid: number | undefined): Promise<void> {
  if (pid === undefined || !signal(pid, 'SIGTERM')) return;
  const gone = (): boolean => !signal(pid, 0);
  await until('the editor has ended', gone, 5000).catch(async () => {
    signal(pid, 'SIGKILL');
    await until('the editor has ended', gone, 5000);
  });
}

/** Reports whether there was anyone in the group to signal. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, name);
  } catch {
    return false;
  }
}
