/**
 * Other scanners over the same sources, for comparison: secretlint's recommended preset and gitleaks in WebAssembly.
 *
 * They are installed at the first run into test/bench/peers and are no part of the product.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Source } from './sources';

const home = join(__dirname, 'peers');
const modules = join(home, 'node_modules');

/** Installs the peers where they are missing. */
export function installPeers(): void {
  if (!existsSync(join(modules, '@secretlint', 'core'))) {
    console.log('installing what to compare with (test/bench/peers)');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: home, stdio: 'ignore' });
  }
  const gitleaks = join(modules, '@0xts', 'gitleaks-cli');
  if (!existsSync(join(gitleaks, 'wasm', 'gitleaks.wasm'))) {
    execFileSync(process.execPath, [join(gitleaks, 'scripts', 'decompress.js')], { cwd: gitleaks });
  }
}

type LintSource = (input: object) => Promise<{ messages: readonly unknown[] }>;

/** Returns the milliseconds that secretlint's recommended preset takes for the sources. */
export async function timeSecretlint(sources: readonly Source[]): Promise<number> {
  const resolve = createRequire(join(home, 'package.json'));
  const load = async (name: string) =>
    import(pathToFileURL(resolve.resolve(name)).href) as Promise<Record<string, unknown>>;
  const lint = (await load('@secretlint/core'))['lintSource'] as LintSource;
  const rule = (await load('@secretlint/secretlint-rule-preset-recommend'))['creator'];
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule, options: {} }] };
  const run = async ({ path, text }: Source): Promise<void> => {
    const source = { filePath: path, content: text, ext: path.slice(path.lastIndexOf('.')), contentType: 'text' };
    await lint({ source, options: { config, noPhysicFilePath: true } });
  };
  for (const source of sources.slice(0, 100)) await run(source);
  const from = performance.now();
  for (const source of sources) await run(source);
  return performance.now() - from;
}

/** Returns the milliseconds that gitleaks says it took for the sources, its start-up left out. */
export function timeGitleaks(sources: readonly Source[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    sources.forEach(({ path, text }, index) => {
      const file = join(folder, `${index}`, path.slice(path.lastIndexOf('/') + 1));
      mkdirSync(dirname(file));
      writeFileSync(file, text);
    });
    const took = (target: string): number => {
      const from = performance.now();
      const args = [
        join(modules, '@0xts', 'gitleaks-cli', 'bin', 'gitleaks'),
        'dir',
        target,
        '--no-banner',
        '--exit-code',
        '0',
      ];
      execFileSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
      return performance.now() - from;
    };
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const startUp = took(empty);
    return took('.') - startUp;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
