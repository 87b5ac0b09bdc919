/** Reads the text a command was given: a file, or what stands on standard input. */

import { resolve } from 'node:path';
import { CliError } from './cliError';
import type { CliHost } from './host';
import { maxFileBytes } from './scan/scanFiles';
import { readStdin } from './stdin';

/** Returns the text of `file`, `-` being standard input; throws INPUT with `hint` where it can't be had. */
export async function readText(host: CliHost, file: string, hint: string): Promise<string> {
  const found =
    file === '-'
      ? await readStdin(host, maxFileBytes)
      : await host.files.readText(resolve(host.cwd, file), { maxBytes: maxFileBytes });
  if (found.kind === 'text') return found.text;
  const reasons = { binary: 'it is not text', 'too-large': 'it is too large', missing: 'no such file' } as const;
  const reason = found.kind === 'unreadable' ? found.message : reasons[found.kind];
  throw new CliError('INPUT', `can't read '${file}': ${reason}`, hint);
}
