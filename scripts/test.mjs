/**
 * `npm test`: the whole suite from a fresh checkout. The work is in scripts/test/main.ts.
 */

import { bootstrap } from './setup.mjs';

const { main } = bootstrap('test/main.ts');
process.exitCode = await main(process.argv.slice(2));
