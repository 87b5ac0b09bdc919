/** Times proofs in the log in a folder, of the given size, and prints them with the memory that this process came to. */

import { createLogFiles } from '../../server/host/logFiles';
import { createNodeReader, readRoot } from '../../server/provenance/proof';
import { proveEntry, proveSince } from '../../server/provenance/published';

async function main(folder: string, size: number): Promise<void> {
  const files = createLogFiles(folder);
  const times: Record<string, number[]> = { inclusion: [], consistency: [] };
  // The system's own greatest figure counts what the parent had at the fork.
  let most = 0;
  const time = async (kind: string, run: () => Promise<unknown>) => {
    const start = performance.now();
    await run();
    times[kind]?.push(performance.now() - start);
  };
  for (let i = 0; i < 200; i++) {
    const index = Math.floor((i * 0.618034 * size) % size);
    await time('inclusion', () => proveEntry(files, index));
    const root = await readRoot(createNodeReader(files, size), index + 1);
    await time('consistency', async () => {
      if (!(await proveSince(files, { size: index + 1, root })).proof) throw new Error('no proof');
    });
    most = Math.max(most, process.memoryUsage.rss());
  }
  const figures = Object.entries(times).map(([kind, all]) => {
    const [first = 0] = all;
    const sorted = all.sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] as number).toFixed(1);
    return `${kind} ${at(0.5)} ms, p95 ${at(0.95)} ms, first ${first.toFixed(1)} ms`;
  });
  console.log(`${figures.join('; ')}; ${Math.round(most / 2 ** 20)} MB`);
}

const [folder = '', size = '0'] = process.argv.slice(2);
main(folder, Number(size));
