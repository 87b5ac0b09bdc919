/**
 * The main job as a person sees it, on the installed extension and the baseline policy: the label, the squiggle and its
 * fix, suggestions let in, refused and taken out again, and the log.
 */

import assert from 'node:assert/strict';
import { openWorkbench, type Workbench, withoutList } from '../support/workbench';

const label = '.statusbar-item[id^="portcullis.portcullis"]';
const toast = '.notification-toast';
const fakeKey = ['AKIA', 'Q3ZT7WXN', '5RKM2VBD'].join('');

for (const theme of ['Default Light Modern', 'Default Dark Modern']) {
  const shade = theme.includes('Dark') ? 'dark' : 'light';

  describe(`Portcullis, as seen (${shade})`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({
        settings: {
          ...withoutList,
          'workbench.colorTheme': theme,
          'files.autoSave': 'afterDelay',
          'files.autoSaveDelay': 100,
        },
      });
    });
    after(() => workbench?.close());

    const says = (text: string) =>
      workbench.page.locator(label, { hasText: text }).first().waitFor({ timeout: 60_000 });
    const insertions = async (outcome: string) =>
      (await workbench.scene.log()).filter((entry) => JSON.stringify(entry).includes(`"outcome":"${outcome}"`));

    it('shows the label of the active file', async () => {
      await workbench.open('src/playground.ts');
      await says('internal');
      await workbench.open('LICENSE');
      await says('public');
      await workbench.open('services/payments/card.ts');
      await says('restricted [pci]');
      await workbench.shot(`${shade}-label`);
    });

    it('marks a planted key, explains it, and replaces it by an environment reference', async () => {
      const { page } = workbench;
      await workbench.open('services/storage/upload.ts');
      const squiggle = page.locator('.editor-instance .squiggly-error, .editor-instance .squiggly-warning').first();
      await squiggle.waitFor({ timeout: 60_000 });
      const box = await squiggle.boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 4, { steps: 5 });
      // The editor shows the squiggle's own text first, and adds what the service says when it comes.
      const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'AWS' }).filter({ hasText: 'restricted' });
      await hover.first().waitFor({ timeout: 60_000 });
      await workbench.shot(`${shade}-hover`);
      await page.mouse.move(box.x + 400, box.y + 300);
      await workbench.goToLineEnd(2);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Control+.');
      const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'process.env' }).first();
      await fix.waitFor({ timeout: 60_000 });
      await workbench.shot(`${shade}-quick-fix`);
      await fix.click();
      await workbench.line('process.env');
      await says('internal');
    });

    it('lets a suggestion into an internal file with Tab, and logs it', async () => {
      const { page } = workbench;
      const before = (await insertions('kept')).length;
      await workbench.open('src/playground.ts');
      await workbench.goToLineEnd(4);
      assert.match(await workbench.ghostText(), /function add/);
      await workbench.shot(`${shade}-ghost-text`);
      await page.keyboard.press('Tab');
      await workbench.line('return a + b;');
      await workbench.shot(`${shade}-accepted`);
      const [entry] = await until(
        async () => (await insertions('kept')).slice(before),
        (all) => all.length > 0,
      );
      assert.match(JSON.stringify(entry), /playground\.ts/);
      assert.match(JSON.stringify(entry), /portcullis-demo\.(local|cloud)-assistant/);
    });

    it('takes a suggestion that holds a key out again, and says why', async () => {
      const { page } = workbench;
      await workbench.open('src/playground.ts');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('// demo: key');
      await workbench.ghostText();
      await page.keyboard.press('Tab');
      await page.locator(toast, { hasText: 'AWS' }).first().waitFor({ timeout: 60_000 });
      await workbench.shot(`${shade}-taken-out`);
      assert.equal((await page.locator('.editor-instance .view-lines').innerText()).includes(fakeKey), false);
      await workbench.saved('src/playground.ts', (text) => text.includes('// demo: key') && !text.includes(fakeKey));
      await closeToasts(workbench);
    });

    it('takes ten fast Tabs in a row, and logs each accept once', async () => {
      const { page } = workbench;
      const before = (await insertions('kept')).length;
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\n// demo: stream');
      await workbench.ghostText();
      for (let press = 0; press < 10; press++) await page.keyboard.press('Tab');
      await workbench.line('const step1 = 1;');
      const counts = async () => {
        const text = await workbench.saved('src/playground.ts', (saved) => saved.includes('const step1 = 1;'));
        return {
          accepted: (text.match(/const step\d+ = /g) ?? []).length,
          logged: (await insertions('kept')).length - before,
        };
      };
      await until(counts, ({ accepted, logged }) => accepted === logged);
      await page.keyboard.press('Escape');
      const { accepted, logged } = await counts();
      assert.equal(logged, accepted);
    });

    it('accepts a word at a time', async () => {
      const { page } = workbench;
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\nconst answer =');
      await workbench.ghostText();
      await page.keyboard.press('Control+ArrowRight');
      await workbench.line('const answer = 42');
      await page.keyboard.press('Escape');
    });

    it('refuses Tab in a restricted file with a reason, and keeps the cloud assistant away from it', async () => {
      const { page } = workbench;
      await workbench.open('services/payments/card.ts');
      await says('restricted');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('const refused =');
      await workbench.ghostText();
      await page.keyboard.press('Tab');
      await page.locator(toast, { hasText: 'restricted' }).first().waitFor({ timeout: 60_000 });
      await workbench.shot(`${shade}-refused`);
      await workbench.saved(
        'services/payments/card.ts',
        (text) => text.includes('const refused =') && !text.includes('42'),
      );
      const cloud = workbench.requests().filter(({ id }) => id.endsWith('cloud-assistant'));
      assert.deepEqual(
        cloud.filter(({ uri }) => uri.includes('/payments/')),
        [],
      );
      assert.ok(
        (
          await until(
            () => insertions('refused'),
            (all) => all.length > 0,
          )
        ).length > 0,
      );
      await closeToasts(workbench);
    });

    it('explains the file, and shows the log', async () => {
      const { page } = workbench;
      await workbench.command('Portcullis: Explain This File');
      await page.locator('.tab.active', { hasText: 'Explain card.ts' }).waitFor({ timeout: 60_000 });
      await workbench.shot(`${shade}-explain`);
      await workbench.command('Portcullis: Show the Log');
      await page.locator('.tab.active', { hasText: 'Portcullis log' }).waitFor({ timeout: 60_000 });
      const card = page.locator('.editor-instance', { hasText: 'services/payments/card.ts' });
      await card.first().waitFor({ timeout: 60_000 });
      await workbench.shot(`${shade}-log`);
    });
  });
}

async function closeToasts({ page }: Workbench): Promise<void> {
  for (const close of await page.locator(`${toast} .codicon-notifications-clear`).all())
    await close.click().catch(() => {});
}

async function until<T>(read: () => Promise<T>, when: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (when(value) || tries > 100) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
