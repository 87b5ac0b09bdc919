/**
 * Finds the npm that runs these scripts, so that the same one (and its configuration) installs the rest.
 */

import fs from 'node:fs';
import path from 'node:path';
import { Advice } from './steps';

/** Returns program and arguments that run npm with `args`, under `node` where another Node.js must run it. */
export function npmCli(args: readonly string[], node = process.execPath): [string, string[]] {
  const beside = path.resolve(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const windows = path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).map((dir) => resolved(path.join(dir, 'npm')));
  const found = [process.env['npm_execpath'], beside, windows, ...onPath].find(
    (file) => file?.endsWith('npm-cli.js') && fs.existsSync(file),
  );
  if (!found) throw new Advice('npm was not found', 'run the command through npm: `npm start` or `npm test`');
  return [node, [found, ...args]];
}

function resolved(file: string): string | undefined {
  try {
    return fs.realpathSync(file);
  } catch {
    return undefined;
  }
}
