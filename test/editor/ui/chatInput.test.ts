/** The chat input as a person uses it: typed, and sent by Enter and by the button. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../../../scripts/dev/steps';
import { modelFiles } from '../support/copilotModel';
import { makeCopilotScene } from '../support/copilotScene';
import { openWorkbench, type Workbench } from '../support/workbench';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const input = '.interactive-session .chat-input-container .monaco-editor';
const button = '.interactive-session .chat-execute-toolbar .action-label[aria-label^="Send"]';
const patience = { timeout: 60_000 };

describe('the chat input, as typed', () => {
  let workbench: Workbench;
  let received: string;
  before(async () => {
    workbench = await openWorkbench({ makeScene: makeCopilotScene });
    received = modelFiles(path.join(workbench.scene.profile.dir, 'model')).received;
    await workbench.command('Enable All Extensions');
    await workbench.command('Chat: Open Chat');
    await workbench.page.locator(input).first().waitFor(patience);
  });
  after(() => workbench?.close());

  /** What messages said that were closed. */
  const closed: string[] = [];
  const sent = (): string => fs.readFileSync(received, 'utf8');
  async function type(text: string): Promise<void> {
    await click(input);
    await workbench.page.keyboard.type(text);
  }

  /** Messages of other things may cover the input, and so may what shows below the pointer. */
  async function clearToasts(): Promise<void> {
    const { page } = workbench;
    const close = page.locator('.notification-toast .codicon-notifications-clear, .notification-toast .codicon-close');
    await page.mouse.move(600, 150);
    while ((await close.count()) > 0) {
      closed.push(...(await page.locator('.notification-toast').allInnerTexts()));
      await close
        .first()
        .click({ timeout: 3000 })
        .catch(() => undefined);
      await page.mouse.move(600, 150);
    }
  }

  /** A message may come at any time: then it is tried again. */
  async function click(selector: string): Promise<void> {
    const { page } = workbench;
    for (let tries = 0; tries < 10; tries++) {
      await clearToasts();
      const isClicked = await page
        .locator(selector)
        .first()
        .click({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
      if (isClicked) return;
    }
    assert.fail(`${selector} can not be clicked`);
  }

  it('sends by Enter and by the button', async () => {
    const { page } = workbench;
    await until(
      'Enter sends',
      async () => {
        // The model may not be there yet: then nothing is sent, and the text stays.
        if (!((await page.locator(input).first().textContent()) ?? '').includes('first')) await type('first prompt');
        await page.keyboard.press('Enter');
        await page.waitForTimeout(1000);
        return sent().includes('first prompt');
      },
      60_000,
    );
    await type('second prompt');
    await click(button);
    await until('the button sends', () => sent().includes('second prompt'));
  });

  it('asks about a key before Enter sends it', async () => {
    const { page } = workbench;
    await type(`is ${key} sent by Enter?`);
    await page.keyboard.press('Enter');
    const toast = page.locator('.notification-toast', { hasText: 'The prompt holds text that is' }).first();
    await toast.waitFor(patience);
    await workbench.shot('chat-enter');
    await toast.locator('.monaco-button', { hasText: 'Send Redacted' }).first().click();
    await until('it is sent redacted', () => sent().includes('sent by Enter?'));
    assert.ok(!sent().includes(key));
  });

  it('has the hook for prompts behind it, where the button goes past it', async () => {
    const { page } = workbench;
    await type(`is ${key} sent by the button?`);
    await click(button);
    await page.locator('.interactive-session', { hasText: 'Blocked by User Prompt Submit hook' }).waitFor(patience);
    assert.ok(!sent().includes('sent by the button'));
    assert.ok(!sent().includes(key));
  });

  it('is covered by no offer to forward the port of the gateway', () => {
    assert.deepEqual(
      closed.filter((text) => /port \d/.test(text)),
      [],
    );
  });
});
