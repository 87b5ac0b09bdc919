/**
 * What `npm start` and `npm test` need before any TypeScript can run: a fit Node.js and the locked dependencies.
 *
 * Uses Node's own modules only, because nothing is installed yet; everything later lives in TypeScript beside it.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'node_modules/.portcullis-stamp');

/** Installs the dependencies where they are missing or out of date, then loads a TypeScript module of scripts/. */
export function bootstrap(module) {
  requireNode([20, 19]);
  process.chdir(root);
  installDependencies();
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  return require(path.join(root, 'scripts', module));
}

function requireNode(least) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return;
  fail(
    `Node.js ${least.join('.')} or later is needed, this is ${process.versions.node}`,
    'install a current release from https://nodejs.org (or `nvm install --lts`) and run the command again',
  );
}

function installDependencies() {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  console.log('· installing dependencies (npm ci)');
  const started = Date.now();
  const [command, args] = npm();
  const run = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command === 'npm.cmd',
  });
  if (run.error || run.status !== 0) {
    fail(
      `the dependencies could not be installed${run.error ? `: ${run.error.message}` : ''}`,
      'npm needs its registry (see `npm config get registry`; behind a proxy set HTTPS_PROXY) and about 1.5 GB of disk; then run the command again',
    );
  }
  fs.writeFileSync(stamp, wanted);
  console.log(`  done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Returns the npm that is running this script, or else the one that belongs to this Node.js or is on the PATH. */
function npm() {
  const beside = path.resolve(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const cli = [process.env.npm_execpath, beside].find((file) => file?.endsWith('npm-cli.js') && fs.existsSync(file));
  if (cli) return [process.execPath, [cli]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

function fail(message, advice) {
  console.error(`portcullis: ${message}\n  ${advice}`);
  process.exit(1);
}
