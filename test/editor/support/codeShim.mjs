#!/usr/bin/env node
/**
 * Stands in for the `code` executable that @vscode/test-electron starts: same arguments, same exit code, the
 * extension host's console on stdout; but the editor is the bundled one in headless Chromium.
 */

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('tsx/cjs');
try {
  process.exitCode = await require('./code.ts').code(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
