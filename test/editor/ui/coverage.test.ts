/** The Coverage view as a person sees it, in a light and a dark theme, by the keyboard. */

import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from '../support/workbench';

for (const theme of ['Default Light Modern', 'Default Dark Modern']) {
  const shade = theme.includes('Dark') ? 'dark' : 'light';

  describe(`the Coverage view (${shade})`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({ settings: { 'workbench.colorTheme': theme } });
    });
    after(() => workbench?.close());

    it('is opened by its command, and read and walked by the keyboard', async () => {
      const { page } = workbench;
      await workbench.open('services/payments/card.ts');
      await workbench.command('Portcullis: Show the Coverage');
      const row = (name: string) =>
        page
          .locator('.pane', { hasText: 'Portcullis Coverage' })
          .locator('.monaco-list-row', { hasText: name })
          .first();
      await row('Ways out of this window').waitFor({ timeout: 60_000 });
      await row('Demo Assistant (cloud)').waitFor({ timeout: 60_000 });
      const label = await row('Ways out of this window').getAttribute('aria-label');
      assert.match(label ?? '', /Ways out of this window, (?:out of reach|drifted|open)/);
      // The command gives the view the keyboard, its first row first.
      await page.keyboard.press('ArrowRight');
      await row('inline').waitFor({ timeout: 60_000 });
      assert.match((await row('inline').getAttribute('aria-label')) ?? '', /inline, enforced/);
      await workbench.shot(`${shade}-coverage`);
    });
  });
}
