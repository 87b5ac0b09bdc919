/**
 * Writing a policy as a person sees it: the list of completions, the hover, a test that fails where it stands, and the
 * fix that makes it expect what the policy decides.
 */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { makeSample } from '../../../scripts/dev/sample';
import { openWorkbench, type Workbench } from '../support/workbench';

const text = `# What Acme's code may be shown to.
apiVersion: portcullis/v1
metadata: { name: acme, version: "2026.1", owner: appsec@acme.example }
levels: [public, internal, confidential, restricted]

classify:
  default: internal
  rules:
    - id: payments
      label: { level: restricted, categories: [pci] }
      paths: ["services/payments/**"]
    - id: secrets
      label: { level: restricted, categories: [secret] }
      detectors: ["secret/*"]

models:
  - id: copilot
    match: { tools: ["github.copilot", "github.copilot-chat"] }
    locality: cloud
    clearance: { level: internal }

flow:
  - { channels: [chat], categories: [secret], effect: redact }

tests:
  - name: payment code stays here
    path: services/payments/card.ts
    destination: { model: copilot, channel: chat }
    expect: block
  - name: ordinary source goes to the assistant
    path: src/playground.ts
    destination: { model: copilot, channel: inline }
    expect: block
`;
const file = 'acme-policy.yaml';
const patience = { timeout: 60_000 };

for (const theme of ['Default Light Modern', 'Default Dark Modern']) {
  const shade = theme.includes('Dark') ? 'dark' : 'light';

  describe(`A policy file, as seen (${shade})`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({
        settings: { 'workbench.colorTheme': theme },
        workspace(dir) {
          makeSample(dir);
          fs.writeFileSync(path.join(dir, file), text);
        },
      });
      await workbench.open(file);
    });
    after(() => workbench?.close());

    const atEnd = (line: string): number => text.split('\n').findIndex((each) => each.includes(line)) + 1;

    it('tells in place how many files a rule matches and how the tests come out', async () => {
      const { page } = workbench;
      await page.locator('.codelens-decoration', { hasText: '1 file matches' }).first().waitFor(patience);
      await page.locator('.codelens-decoration', { hasText: '1 passed, 1 failed' }).first().waitFor(patience);
      await page.locator('.view-line', { hasText: '✗ expected block, got allow' }).first().waitFor(patience);
      await page.locator('.squiggly-error').first().waitFor(patience);
      await workbench.shot(`${shade}-policy`);
    });

    it('shows what a name stands for', async () => {
      const { page } = workbench;
      const word = page.locator('.view-line', { hasText: 'secret/*' }).locator('span', { hasText: 'secret/*' }).last();
      await word.hover();
      const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'secret/1password-secret-key' }).first();
      await hover.waitFor(patience);
      await workbench.shot(`${shade}-policy-hover`);
      await page.mouse.move(5, 5);
    });

    it('makes a failing test expect what the policy decides', async () => {
      const { page } = workbench;
      await workbench.goToLineEnd(atEnd('channel: inline') + 1);
      await page.keyboard.press('Control+.');
      const fix = page.locator('.action-widget .monaco-list-row', { hasText: "Expect 'allow'" }).first();
      await fix.waitFor(patience);
      await workbench.shot(`${shade}-policy-fix`);
      await fix.click();
      await page.locator('.codelens-decoration', { hasText: '2 passed, 0 failed' }).first().waitFor(patience);
      await page.waitForSelector('.squiggly-error', { state: 'detached', ...patience });
      await workbench.shot(`${shade}-policy-fixed`);
      const saved = await workbench.saved(file, (all) => all.endsWith('allow\n'));
      assert.equal(saved, `${text.slice(0, text.lastIndexOf('block'))}allow\n`);
    });

    it('offers what may stand there, with its documentation', async () => {
      const { page } = workbench;
      await page.keyboard.press('Control+Home');
      await workbench.goToLineEnd(atEnd('detectors: ["secret/*"]'));
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Space');
      const list = page.locator('.suggest-widget.visible');
      await list.locator('.monaco-list-row', { hasText: 'atLeast' }).first().waitFor(patience);
      assert.equal(await list.locator('.monaco-list-row', { hasText: /^label/ }).count(), 0);
      const details = page.locator('.suggest-details-container', { hasText: 'for people' });
      if (!(await details.isVisible())) await page.keyboard.press('Control+Space');
      await details.waitFor(patience);
      await workbench.shot(`${shade}-policy-completion`);
      await page.keyboard.type('atL');
      await page.keyboard.press('Enter');
      await page.keyboard.type('3');
      await workbench.line('atLeast: 3');
      await page.keyboard.press('Escape');
      const saved = await workbench.saved(file, (all) => all.includes('atLeast'));
      assert.match(saved, /detectors: \["secret\/\*"\]\n {6}atLeast: 3\n/);
    });
  });
}
