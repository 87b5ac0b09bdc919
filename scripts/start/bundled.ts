/**
 * Starts the bundled editor on the demo and shows it in the user's browser, or looks at it in a headless one.
 */

import { spawn } from 'node:child_process';
import net from 'node:net';
import { type Browser, ensureBrowser } from '../dev/browser';
import { openPage } from '../dev/chromium';
import { hasDisplay } from '../dev/desktop';
import { type EditorHost, ensureHost } from '../dev/host';
import { type EditorServer, installExtensions, startServer, workbenchUrl } from '../dev/server';
import { step } from '../dev/steps';
import type { Demo, Started } from './main';

/** The port asked for first, so that a browser keeps its settings for the address. */
const usualPort = 8484;

/** Starts the editor and prints its address; with `check`, also waits until Portcullis is active in it. */
export async function startBundled(demo: Demo, check: boolean): Promise<Started> {
  const host = await ensureHost();
  const browser = check ? await ensureBrowser(host) : undefined;
  await step('installing Portcullis and the demo assistants in the bundled editor', () =>
    installExtensions(host, demo.profile, demo.extensions),
  );
  const server = await start(host, demo, check);
  const url = workbenchUrl(server, demo.workspace, [
    ['openFile', `vscode-remote://${new URL(server.url).host}${demo.workspace}/src/playground.ts`],
  ]);
  try {
    if (browser) await step('waiting until Portcullis is active', () => seeActive(browser, demo, url));
    else {
      console.log(`\nThe editor is ready, open it in a browser on this machine:\n\n  ${url}\n`);
      if (hasDisplay()) show(url);
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ended: new Promise(() => {}), stop: () => server.stop() };
}

async function start(host: EditorHost, demo: Demo, check: boolean): Promise<EditorServer> {
  const port = !check && (await isFree(usualPort)) ? usualPort : 0;
  return step('starting the bundled editor', () => startServer(host, demo.profile, { port }));
}

async function seeActive(browser: Browser, demo: Demo, url: string): Promise<void> {
  const { page, close } = await openPage(browser, demo.profile);
  try {
    await page.goto(url);
    // A status bar entry of the extension exists only once the extension runs.
    await page.waitForSelector('.statusbar-item[id^="portcullis.portcullis"]', { timeout: 90_000 });
  } finally {
    await close();
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function show(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => {
    // The address is printed as well.
  });
  child.unref();
}
