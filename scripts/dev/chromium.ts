/**
 * Opens a page of the bundled editor in headless Chromium.
 */

import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Browser } from './browser';
import type { Profile } from './profile';

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Starts a browser with a profile of its own that reaches nothing but this machine. */
export async function openPage(browser: Browser, profile: Profile): Promise<OpenPage> {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...browser.env }).filter(([, value]) => value !== undefined),
  );
  const context = await chromium.launchPersistentContext(path.join(profile.dir, 'browser'), {
    executablePath: browser.executable,
    headless: true,
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    env: env as Record<string, string>,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return { page, context, close: () => context.close() };
}
