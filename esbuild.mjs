/**
 * `npm run build`: bundles the extension, the service and the command line into dist/.
 *
 * With `--production`, as packing does, the bundles are minified and carry no source maps.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const production = process.argv.includes('--production');

const generated = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/generateDetectors.ts'], {
  cwd: root,
  stdio: 'inherit',
});
if (generated.status !== 0) process.exit(generated.status ?? 1);

/** Leaves the detectors' examples out: they are for the tests, and scanners take them for leaked secrets. */
const withoutExamples = {
  name: 'without-examples',
  setup(bundle) {
    bundle.onLoad({ filter: /detectors\.generated\.json$/ }, ({ path: file }) => {
      const detectors = JSON.parse(fs.readFileSync(file, 'utf8'));
      return { contents: JSON.stringify(detectors.map(({ examples, ...rest }) => rest)), loader: 'json' };
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [withoutExamples],
  // The packages' modern builds; the older ones some name first are UMD, which can't be bundled.
  mainFields: ['module', 'main'],
};

await Promise.all([
  build({ ...common, entryPoints: ['client/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] }),
  build({ ...common, entryPoints: ['client/coverage/ways/index.ts'], outfile: 'dist/ways.js' }),
  build({ ...common, entryPoints: ['server/service/main.ts'], outfile: 'dist/service.js' }),
  build({ ...common, entryPoints: ['server/cli/hook/main.ts'], outfile: 'dist/hook.js' }),
  build({
    ...common,
    entryPoints: ['server/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  }),
]);
fs.chmodSync(path.join(root, 'dist/cli.js'), 0o755);
