/**
 * The sample workspace and the demo assistants as a person sees them.
 */

import assert from 'node:assert/strict';
import { openWorkbench, type Workbench, withoutList } from '../support/workbench';

describe('demo assistant, as seen', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ settings: { ...withoutList, 'demoAssistant.local.enabled': false } });
  });
  after(() => workbench?.close());

  it('shows ghost text while typing, and Tab accepts it', async () => {
    const { page } = workbench;
    await workbench.open('src/playground.ts');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('const answer =', { delay: 20 });
    assert.match(await workbench.ghostText(), / 42;/);
    await workbench.shot('ghost-text');
    await page.keyboard.press('Tab');
    await workbench.line('const answer = 42;');
    await workbench.saved('src/playground.ts', (text) => text.includes('const answer = 42;'));
    assert.ok(workbench.requests().some(({ uri }) => uri.endsWith('/src/playground.ts')));
  });
});
