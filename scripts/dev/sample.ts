/**
 * The sample workspace: the real source of a well-known package (zod), with a few files planted that a policy minds.
 */

import fs from 'node:fs';
import path from 'node:path';
import { root } from './steps';

// Fake, and in pieces so that no scanner takes this file for a leak.
const fakeKey = ['AKIA', 'Z5WQ7HPX', '4NT2RJ6L'].join('');

/** The planted files, by path within the workspace. */
export const planted: Readonly<Record<string, string>> = {
  'services/payments/card.ts': [
    '// Card payments: the baseline policy labels everything under payments/ restricted.',
    'export interface Charge {',
    '  readonly cents: number;',
    '  readonly currency: string;',
    '}',
    '',
    'export function describe(charge: Charge): string {',
    "  return charge.currency + ' ' + (charge.cents / 100).toFixed(2);",
    '}',
    '',
  ].join('\n'),
  'services/storage/upload.ts': [
    '// A key that someone left in the code: see the squiggle, its hover and its quick fix.',
    `const accessKeyId = '${fakeKey}';`,
    '',
    'export function credentials() {',
    '  return { accessKeyId };',
    '}',
    '',
  ].join('\n'),
  '.env': ['# A credential file: restricted by its name alone.', 'DATABASE_PASSWORD=change-me-please-42', ''].join(
    '\n',
  ),
  'src/playground.ts': [
    '// An ordinary, internal file: try the demo assistants here.',
    '// Put the cursor at the end of a line below, or type `const x =`, and wait for the grey text; Tab accepts it.',
    '',
    '// demo: function',
    '',
    '// demo: key',
    '',
    '// demo: bidi',
    '',
    '// demo: stream',
    '',
  ].join('\n'),
};

/** Makes the workspace in `dir`, which must not exist or is replaced. */
export function makeSample(dir: string): void {
  fs.rmSync(dir, { recursive: true, force: true });
  const source = path.join(root, 'node_modules/zod');
  for (const name of ['package.json', 'README.md', 'LICENSE', 'src']) {
    fs.cpSync(path.join(source, name), path.join(dir, name), { recursive: true });
  }
  for (const [name, text] of Object.entries(planted)) {
    const file = path.join(dir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}
