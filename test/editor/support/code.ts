/**
 * The `code` command line in as far as @vscode/test-electron uses it, on the bundled editor.
 */

import path from 'node:path';
import { format } from 'node:util';
import { ensureBrowser } from '../../../scripts/dev/browser';
import { openPage } from '../../../scripts/dev/chromium';
import { ensureHost } from '../../../scripts/dev/host';
import { profileAt } from '../../../scripts/dev/profile';
import { remoteUri, startServer, workbenchUrl } from '../../../scripts/dev/server';

interface Options {
  readonly folder: string;
  readonly userData: string;
  readonly development: readonly string[];
  readonly tests: string;
}

// What the workbench itself says on its console; the rest is the tests'.
const noise = /^(%c|\[|Creating a socket|Resolv|Updating additional|connect ECONN|Failed to load|INFO|WARN|ERR )/;

/** Runs extension tests in an extension host and resolves with the exit code they ended with. */
export async function code(argv: readonly string[]): Promise<number> {
  const options = parse(argv);
  const profile = profileAt(path.dirname(options.userData));
  const host = await ensureHost();
  const browser = await ensureBrowser(host);
  const server = await startServer(host, profile, { forTests: true, env: passedOn() });
  const { page, close } = await openPage(browser, profile);
  try {
    const ended = new Promise<number>((resolve) => {
      page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const text = format(...args);
      if (process.env['TEST_VERBOSE'] || !noise.test(text)) console.log(text);
    });
    const payload = [
      ...options.development.map((dir) => ['extensionDevelopmentPath', remoteUri(server, dir)] as const),
      ['extensionTestsPath', remoteUri(server, options.tests)] as const,
    ];
    await page.goto(workbenchUrl(server, options.folder, payload));
    return await within(ended, Number(process.env['TEST_TIMEOUT_MS'] ?? 300_000), () =>
      page.screenshot({ path: path.resolve('out/screenshots/editor-suites-failed.png') }),
    );
  } finally {
    await close();
    await server.stop();
  }
}

function parse(argv: readonly string[]): Options {
  const flags = argv.map((arg) => /^--([\w-]+)=(.*)$/s.exec(arg)).filter((match) => match !== null);
  const all = (name: string): string[] => flags.filter((match) => match[1] === name).map((match) => match[2] as string);
  const one = (name: string): string => {
    const [value] = all(name);
    if (value === undefined) throw new Error(`--${name}= is missing`);
    return value;
  };
  const folder = argv.find((arg) => path.isAbsolute(arg));
  if (!folder) throw new Error('the workspace folder is missing');
  const tests = one('extensionTestsPath');
  return { folder, userData: one('user-data-dir'), development: all('extensionDevelopmentPath'), tests };
}

function passedOn(): Record<string, string> {
  const names = /^(PORTCULLIS_|EDITOR_HOST_|TEST_|DEMO_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name))) as Record<string, string>;
}

async function within<T>(work: Promise<T>, ms: number, onTimeout: () => Promise<unknown>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout().finally(() => reject(new Error(`the editor's tests did not end within ${ms / 1000} s`)));
    }, ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
