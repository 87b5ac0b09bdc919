/**
 * `npm start`: from a fresh checkout to a usable editor with Portcullis in it. The work is in scripts/start/main.ts.
 */

import { bootstrap } from './setup.mjs';

const { main } = bootstrap('start/main.ts');
process.exitCode = await main(process.argv.slice(2));
