/** Asks a program for its version by running it, for a person who asked what there is. */

import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

const limitMs = 5_000;
const mostBytes = 64 * 1024;

/** Returns what the program prints for `--version`, `undefined` where it doesn't end well in time. */
export function askVersion(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Batch files can't be run without a shell, and a path is nobody's command line.
    if (/\.(?:cmd|bat)$/i.test(program)) return resolve(undefined);
    // Not where somebody happens to stand: programs read settings there.
    const options = { timeout: limitMs, maxBuffer: mostBytes, windowsHide: true, cwd: dirname(program) };
    const child = execFile(program, ['--version'], options, (error, stdout) => resolve(error ? undefined : stdout));
    child.stdin?.end();
  });
}
