/**
 * Scripted git histories, rewritten in turn by rebase, squash, amend, cherry-pick and split, checked line by line.
 *
 * Usage: `npx tsx test/soak/histories.ts [count] [seed]`. Fails with the first that lost a note or invented one.
 */

import { checkHistory, rewrites } from '../server/provenance/lines/histories';

const count = Number(process.argv[2] ?? 100);
const first = Number(process.argv[3] ?? 1);

async function main(): Promise<void> {
  for (let i = 0; i < count; i++) {
    const rewrite = rewrites[i % rewrites.length] as (typeof rewrites)[number];
    await checkHistory(rewrite, first + i).catch((error) => {
      console.error(`history ${i}, ${rewrite}, seed ${first + i}`);
      throw error;
    });
  }
  console.log(`${count} histories kept their notes`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
