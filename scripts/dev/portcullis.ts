/**
 * The built command line as scripts and editor tests use it on a PORTCULLIS_HOME.
 */

import path from 'node:path';
import { capture, type Ran, root } from './steps';

/** Runs `portcullis <args>` on a home folder. */
export function portcullis(home: string, args: readonly string[]): Promise<Ran> {
  const env = { ...process.env, PORTCULLIS_HOME: home };
  return capture(process.execPath, [path.join(root, 'dist/cli.js'), ...args], { env });
}

/** Stops a home's service where one runs; resolves when it is gone. */
export async function stopService(home: string): Promise<void> {
  await portcullis(home, ['service', 'stop']);
}

/** Returns the entries of a home's provenance log, oldest first. */
export async function readLog(home: string): Promise<readonly Record<string, unknown>[]> {
  const { code, output } = await portcullis(home, ['log', 'show', '--format', 'jsonl']);
  if (code !== 0) throw new Error(`log show failed (exit ${code}): ${output}`);
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}
