/**
 * The entry point named by `extensionTestsPath`: runs the suites of test/editor/suites with Mocha inside the
 * extension host. Bundled, with the suites beside it, into a folder of out/ by runEditor.ts.
 */

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export async function run(): Promise<void> {
  const repository = process.env['TEST_REPOSITORY'] as string;
  const { default: Mocha } = await import('mocha');
  const { default: reporter } = await import(pathToFileURL(path.join(repository, 'test/reporter.mjs')).href);
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: false,
    forbidOnly: true,
    forbidPending: true,
    reporter,
  });
  for (const name of fs.readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
