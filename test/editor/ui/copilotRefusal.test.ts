/** What a person sees where Copilot was about to send a restricted file: the reason, with proposed APIs and without. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { proposalsVariable } from '../../../scripts/dev/proposals';
import { until } from '../../../scripts/dev/steps';
import { modelFiles } from '../support/copilotModel';
import { makeCopilotScene } from '../support/copilotScene';
import { openWorkbench, type Workbench } from '../support/workbench';

const patience = { timeout: 60_000 };
const input = '.interactive-session .chat-input-container .monaco-editor';
/** Shorter than what a chance likeness is told from. */
const textOf = (name: string): string => `export const ${name}Canary = (batch: Batch) => batch.entries.length;\n`;
const restricted = 'payments/refused.ts';
const internal = 'src/allowed.ts';
const reason = 'it is restricted [pci] by rule payments';

for (const [kind, env] of [
  ['with proposed APIs', {}],
  ['without proposed APIs', { [proposalsVariable]: 'stock', PORTCULLIS_PROPOSALS: 'off' }],
] as const) {
  describe(`refusals as Copilot shows them, ${kind}`, () => {
    let workbench: Workbench;
    let received: string;
    before(async () => {
      workbench = await openWorkbench({ makeScene: makeCopilotScene, env });
      const { profile, workspace } = workbench.scene;
      received = modelFiles(path.join(profile.dir, 'model')).received;
      for (const [file, name] of [
        [restricted, 'refused'],
        [internal, 'allowed'],
      ] as const) {
        fs.mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
        fs.writeFileSync(path.join(workspace, file), textOf(name));
      }
      await workbench.command('Enable All Extensions');
    });
    after(() => workbench?.close());
    afterEach(() => assert.ok(!sent().includes('refusedCanary'), 'the model got the canary'));

    const sent = (): string => fs.readFileSync(received, 'utf8');

    async function openLabelled(file: string, label: string): Promise<void> {
      await workbench.open(file);
      const shield = workbench.page.locator('.statusbar-item[id^="portcullis"]', { hasText: label });
      await shield.first().waitFor(patience);
    }

    /** Asks in the inline chat about the file's only line until `done`: Copilot may not be ready at first. */
    async function askInline(done: () => Promise<boolean> | boolean): Promise<void> {
      const { page } = workbench;
      const widget = page.locator('.inline-chat-widget .monaco-editor').locator('visible=true');
      await until(
        'the inline chat is answered',
        async () => {
          if (await done()) return true;
          await page.keyboard.press('Escape');
          await workbench.goToLineEnd(1);
          await page.keyboard.press('Shift+Home');
          await page.keyboard.press('Control+I');
          if (!(await appears(widget.first(), 10_000))) return false;
          await page.keyboard.type('explain this');
          await page.keyboard.press('Enter');
          return until('there is an answer', done, 15_000).then(
            () => true,
            () => false,
          );
        },
        100_000,
      );
    }

    it('inline chat: our message says why, and so does the error in it', async () => {
      const { page } = workbench;
      await openLabelled(restricted, 'restricted');
      const toast = page.locator('.notification-toast', { hasText: `Not sent: ${reason}` }).first();
      await askInline(() => toast.isVisible());
      await page.locator('.inline-chat-widget', { hasText: reason }).first().waitFor(patience);
      await workbench.shot(`inline-chat-refused-${kind.split(' ')[0]}`);
      assert.match((await toast.textContent()) ?? '', /It holds lines of payments\/refused\.ts/);
      await toast.locator('.monaco-button', { hasText: 'Ask for an Exception' }).waitFor(patience);
      await page.keyboard.press('Escape');
    });

    it('Ask mode: the chat says why', async () => {
      const { page } = workbench;
      await openLabelled(restricted, 'restricted');
      await workbench.command('Chat: Open Chat');
      const field = page.locator(input).locator('visible=true').first();
      await field.waitFor(patience);
      await field.click();
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget', { hasText: 'Ask' }).first().waitFor(patience);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('.chat-input-container .action-label', { hasText: /^Ask$/ }).first().waitFor(patience);
      await field.click();
      await page.keyboard.type('what does this do?');
      await page.keyboard.press('Enter');
      const answer = page.locator('.interactive-session .interactive-response', { hasText: reason }).first();
      await answer.waitFor(patience);
      await workbench.shot(`ask-refused-${kind.split(' ')[0]}`);
    });

    it('inline chat on an internal file: the model has it', async () => {
      await openLabelled(internal, 'internal');
      await askInline(() => sent().includes('allowedCanary'));
    });
  });
}

async function appears(locator: ReturnType<Workbench['page']['locator']>, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
