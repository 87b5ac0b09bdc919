/**
 * How long the extension takes to activate in the extension host: `npx tsx test/bench/activation.ts [runs]`.
 *
 * The figure is the editor's own, from "Developer: Show Running Extensions", over fresh extension hosts.
 */

import { openWorkbench, type Workbench } from '../editor/support/workbench';

const limit = 150;

async function main(): Promise<number> {
  const runs = Number(process.argv[2] ?? 10);
  const workbench = await openWorkbench();
  const times: number[] = [];
  try {
    for (let run = 0; run < runs; run++) times.push(await measure(workbench));
  } finally {
    await workbench.close();
  }
  const sorted = [...times].sort((a, b) => a - b);
  const median = ((sorted[(runs - 1) >> 1] as number) + (sorted[runs >> 1] as number)) / 2;
  console.log(`activation in ms: ${times.join(' ')}`);
  console.log(`min ${sorted[0]}, median ${median}, max ${sorted.at(-1)} (limit for the median: ${limit})`);
  return median < limit ? 0 : 1;
}

/** Reloads the window, which starts a new extension host, and returns the activation time in milliseconds. */
async function measure({ page, command }: Workbench): Promise<number> {
  await page.reload();
  await page.waitForSelector('.statusbar-item[id^="portcullis.portcullis"]', { state: 'attached', timeout: 60_000 });
  await command('Developer: Show Running Extensions');
  const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'Portcullis' }).first();
  await row.waitFor({ timeout: 30_000 });
  const text = await row.innerText();
  const time = /(\d+)\s*ms/.exec(text)?.[1];
  if (time === undefined) throw new Error(`no activation time in: ${text}`);
  return Number(time);
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(2);
  },
);
