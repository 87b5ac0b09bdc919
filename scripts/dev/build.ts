/**
 * Builds and packs what the editor needs: Portcullis itself and the demo assistants, each only when its sources changed.
 */

import fs from 'node:fs';
import path from 'node:path';
import { npmCli } from './npm';
import { digestOf, must, root, step, unlessStamped } from './steps';

const sources = [
  'client',
  'server',
  'policies',
  'media',
  'esbuild.mjs',
  'package.json',
  'package-lock.json',
  '.vscodeignore',
];
const texts = ['README.md', 'CHANGELOG.md', 'LICENSE', 'scripts/generateDetectors.ts'];
const out = path.join(root, 'out');

/** Returns the packed extension, built and packed anew where a source changed. */
export async function ensurePackage(): Promise<string> {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const vsix = path.join(root, `${name}-${version}.vsix`);
  const digest = digestOf([...sources, ...texts]);
  const stamp = path.join(out, 'package.stamp');
  const made = [vsix, ...['extension', 'service', 'cli'].map((name) => path.join(root, `dist/${name}.js`))];
  if (!made.every((file) => fs.existsSync(file))) fs.rmSync(stamp, { force: true });
  await unlessStamped(stamp, digest, () =>
    step('building and packing Portcullis', async () => {
      await must(
        ...npmCli(['run', '--silent', 'package']),
        { cwd: root },
        'mend the error above; `npm run check` lists every type error',
      );
    }),
  );
  return vsix;
}

/** Packs the demo assistants, one source under two names, and returns the two files. */
export async function ensureDemoAssistants(): Promise<readonly string[]> {
  const source = path.join(root, 'test/editor/demo-assistant');
  const names = ['local', 'cloud'];
  const files = names.map((name) => path.join(out, `${name}-assistant.vsix`));
  await unlessStamped(path.join(out, 'assistants.stamp'), digestOf(['test/editor/demo-assistant']), () =>
    step('packing the demo assistants', async () => {
      for (const [index, name] of names.entries()) {
        const cwd = path.join(out, `${name}-assistant`);
        fs.rmSync(cwd, { recursive: true, force: true });
        fs.cpSync(source, cwd, { recursive: true });
        const manifest = path.join(cwd, 'package.json');
        fs.writeFileSync(manifest, fs.readFileSync(manifest, 'utf8').replaceAll('NAME', name));
        const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
        const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out'];
        await must(process.execPath, [vsce, ...args, files[index]!], { cwd }, 'mend test/editor/demo-assistant');
      }
    }),
  );
  return files;
}
