/**
 * Finds Neovim, the second editor that the language server is tried with, or unpacks Debian's packages of it.
 *
 * Nothing is installed: the packages are unpacked into the checkout.
 */

import fs from 'node:fs';
import path from 'node:path';
import { Advice, capture, must, root, step } from './steps';

const folder = path.join(root, '.neovim');
const packages = [
  ...['neovim', 'neovim-runtime', 'lua-luv', 'libluajit-5.1-2', 'libluajit-5.1-common', 'libmsgpackc2', 'libtermkey1'],
  ...['libtree-sitter0', 'libunibilium4', 'libuv1', 'libvterm0'],
];
const advice = 'install Neovim 0.7 or later so that `nvim` is found';

/** How to run Neovim. */
export interface Neovim {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Reports whether this machine has Neovim or a way to Debian's packages. */
export function canHaveNeovim(): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return ['nvim', 'nvim.exe', 'apt-get'].some((name) => folders.some((each) => fs.existsSync(path.join(each, name))));
}

/** Returns Neovim, unpacked where this machine has none. */
export async function ensureNeovim(): Promise<Neovim> {
  if ((await capture('nvim', ['--version'])).code === 0) return { executable: 'nvim', env: {} };
  if (!fs.existsSync(path.join(folder, 'usr/bin/nvim'))) await step('unpacking Neovim', unpack);
  const neovim = unpacked();
  const { code, output } = await capture(neovim.executable, ['--version'], { env: { ...process.env, ...neovim.env } });
  if (code !== 0) throw new Advice(`the unpacked Neovim does not run: ${output.trim()}`, advice);
  return neovim;
}

async function unpack(): Promise<void> {
  const draft = `${folder}.tmp`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true });
  const download = () => capture('apt-get', ['download', ...packages], { cwd: draft });
  // A machine that never asked for its lists of packages has none.
  if ((await download()).code !== 0) await capture('apt-get', ['update'], { cwd: draft });
  if (fs.readdirSync(draft).length < packages.length) {
    const { code, output } = await download();
    if (code !== 0) throw new Advice(`Neovim's packages can't be had: ${output.trim().split('\n').at(-1)}`, advice);
  }
  for (const file of fs.readdirSync(draft).filter((name) => name.endsWith('.deb'))) {
    await must('dpkg-deb', ['-x', file, '.'], { cwd: draft }, advice);
    fs.rmSync(path.join(draft, file));
  }
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(draft, folder);
}

function unpacked(): Neovim {
  const usr = path.join(folder, 'usr');
  const machine = fs.readdirSync(path.join(usr, 'lib')).find((name) => name.endsWith('-linux-gnu')) ?? '';
  const libraries = path.join(usr, 'lib', machine);
  return {
    executable: path.join(usr, 'bin/nvim'),
    env: {
      LD_LIBRARY_PATH: libraries,
      VIMRUNTIME: path.join(usr, 'share/nvim/runtime'),
      LUA_CPATH: `${path.join(libraries, 'lua/5.1')}/?.so;;`,
    },
  };
}
