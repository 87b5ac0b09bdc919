/**
 * Drives the real workbench as a person would, in headless Chromium, for the tests in test/editor/ui.
 */

import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openPage } from '../../../scripts/dev/chromium';
import { startServer, workbenchUrl } from '../../../scripts/dev/server';
import { root } from '../../../scripts/dev/steps';
import { makeScene, type Scene, type SceneOptions } from './scene';

export interface WorkbenchOptions extends SceneOptions {
  /** Makes the scene where it is not the usual one. */
  readonly makeScene?: (options: SceneOptions) => Promise<Scene>;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A request of a demo assistant to its model. */
export interface Request {
  /** The assistant's extension id. */
  readonly id: string;
  readonly uri: string;
}

export interface Workbench {
  readonly scene: Scene;
  readonly page: Page;
  /** The documents the demo assistants sent to their models so far, as URIs. */
  requests(): readonly Request[];
  /** Opens a file of the workspace and waits until its text is shown. */
  open(file: string): Promise<void>;
  /** Puts the cursor at the end of a line (1-based) of the active editor. */
  goToLineEnd(line: number): Promise<void>;
  /** Waits until ghost text is shown, asking for it again where it is late, and returns it. */
  ghostText(): Promise<string>;
  /** Runs a command of the palette by its title. */
  command(title: string): Promise<void>;
  /** Returns the line of the active editor that holds `text`, once it is shown. */
  line(text: string): Promise<Locator>;
  /** Saves the active editor and returns the file's text on disk once it satisfies `when`. */
  saved(file: string, when: (text: string) => boolean): Promise<string>;
  /** Takes a screenshot into out/screenshots/, after a moment for what is being drawn. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Settings with which the editor's own list of suggestions doesn't open, whose choice Tab would take instead. */
export const withoutList = { 'editor.quickSuggestions': false, 'editor.suggestOnTriggerCharacters': false } as const;

/** The workbenches that are open now. */
export const openWorkbenches = new Set<Workbench>();

const patience = { timeout: 60_000 };
const ghost = '.editor-instance [class*="ghost-text"]';

/** Starts an editor on a new scene and resolves when the workbench is shown and the extensions are active. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const scene = await (options.makeScene ?? makeScene)(options);
  const asked = path.join(scene.profile.dir, 'requests.jsonl');
  const server = await startServer(scene.host, scene.profile, { env: { DEMO_ASSISTANT_LOG: asked, ...options.env } });
  const { page, close } = await openPage(scene.browser, scene.profile);
  const end = async (): Promise<void> => {
    openWorkbenches.delete(workbench);
    await close();
    await server.stop();
    await scene.remove();
  };
  const workbench = { scene, page, requests: () => jsonLines<Request>(asked), close: end, ...actions(page, scene) };
  openWorkbenches.add(workbench);
  try {
    await page.goto(workbenchUrl(server, scene.workspace));
    // Their status bar entries exist only once the extensions run.
    for (const id of ['portcullis.portcullis', 'portcullis-demo.local-assistant', 'portcullis-demo.cloud-assistant']) {
      await page.waitForSelector(`.statusbar-item[id^="${id}"]`, { state: 'attached', ...patience });
    }
  } catch (error) {
    await end();
    throw error;
  }
  return workbench;
}

type Actions = Omit<Workbench, 'scene' | 'page' | 'requests' | 'close'>;

function actions(page: Page, scene: Scene): Actions {
  const pick = async (opener: string, text: string, row: string): Promise<void> => {
    // Again where the list lost the keyboard: a web view that is still loading takes the focus when it is done.
    for (let tries = 0; ; tries++) {
      await page.keyboard.press(opener);
      await isAttached(page, '.quick-input-widget:visible', 5000);
      await page.keyboard.type(text);
      if (await isAttached(page, `.quick-input-list .monaco-list-row.focused:has-text("${row}")`, 10_000)) break;
      if (tries === 5) throw new Error(`'${row}' is not in the list that ${opener} opens`);
      await page.locator('.statusbar').click({ position: { x: 400, y: 10 } });
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Enter');
    await page.waitForSelector('.quick-input-widget', { state: 'hidden', ...patience });
  };
  return {
    async open(file) {
      await pick('Control+P', file, path.basename(file));
      await page.waitForSelector(`.tab.active:has-text("${path.basename(file)}")`, patience);
      await page.waitForSelector('.editor-instance .view-line', patience);
    },
    async goToLineEnd(line) {
      await page.locator('.editor-instance .view-line').first().click();
      await page.keyboard.press('Control+G');
      await page.waitForSelector('.quick-input-widget:visible', patience);
      await page.keyboard.type(String(line));
      await page.keyboard.press('Enter');
      await page.waitForSelector('.quick-input-widget', { state: 'hidden', ...patience });
      await page.keyboard.press('End');
    },
    async ghostText() {
      // Asked for again where it does not come by itself, as a person would: on a busy machine a provider may be late.
      for (let tries = 0; !(await isAttached(page, ghost, 4000)); tries++) {
        if (tries === 10) throw new Error('no ghost text is shown');
        await pick('F1', 'Trigger Inline Suggestion', 'Trigger Inline Suggestion');
      }
      return (await page.locator(ghost).allTextContents()).join('').replaceAll('\u00a0', ' ');
    },
    command: (title) => pick('F1', title, title),
    async line(text) {
      const found = page.locator('.editor-instance .view-line', { hasText: text }).first();
      await found.waitFor(patience);
      return found;
    },
    async saved(file, when) {
      const absolute = path.join(scene.workspace, file);
      for (let tries = 0; ; tries++) {
        // What Tab accepts may come after the first save.
        if (tries % 20 === 0) await page.keyboard.press('Control+S');
        const text = fs.readFileSync(absolute, 'utf8');
        if (when(text)) return text;
        if (tries > 200) throw new Error(`${file} was not saved as expected, it holds:\n${text}`);
        await page.waitForTimeout(50);
      }
    },
    async shot(name) {
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(root, 'out/screenshots', `${name}.png`) });
    },
  };
}

async function isAttached(page: Page, selector: string, timeout: number): Promise<boolean> {
  const found = page.waitForSelector(selector, { state: 'attached', timeout });
  return found.then(
    () => true,
    () => false,
  );
}

function jsonLines<T>(file: string): readonly T[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
