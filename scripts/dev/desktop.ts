/**
 * Finds a desktop VS Code: the `code` command on the PATH or where each system usually has it.
 */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Returns the path of a desktop VS Code's command line, or `undefined` where there is none or no display to show it. */
export function findDesktop(): string | undefined {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named) return named;
  if (process.platform === 'linux' && !hasDisplay()) return undefined;
  const exe = process.platform === 'win32' ? 'code.cmd' : 'code';
  const dirs = (process.env['PATH'] ?? '').split(path.delimiter);
  return [...dirs.map((dir) => path.join(dir, exe)), ...usual()].find((file) => fs.existsSync(file) && isDesktop(file));
}

/** Reports whether windows can be shown to someone here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Other programs are called `code` too; VS Code answers with version, commit and architecture. */
function isDesktop(file: string): boolean {
  try {
    const shell = process.platform === 'win32';
    const out = execFileSync(shell ? `"${file}"` : file, ['--version'], { encoding: 'utf8', timeout: 15_000, shell });
    return /^\d+\.\d+\.\d+\r?\n[0-9a-f]{40}\b/.test(out);
  } catch {
    return false;
  }
}

function usual(): string[] {
  const home = os.homedir();
  const inApp = 'Visual Studio Code.app/Contents/Resources/app/bin/code';
  switch (process.platform) {
    case 'darwin':
      return [path.join('/Applications', inApp), path.join(home, 'Applications', inApp)];
    case 'win32':
      return ['LOCALAPPDATA', 'ProgramFiles'].flatMap((name) => {
        const base = process.env[name];
        const folder = name === 'LOCALAPPDATA' ? 'Programs/Microsoft VS Code' : 'Microsoft VS Code';
        return base ? [path.join(base, folder, 'bin/code.cmd')] : [];
      });
    default:
      return [
        '/usr/share/code/bin/code',
        '/usr/bin/code',
        '/snap/bin/code',
        '/var/lib/flatpak/exports/bin/com.visualstudio.code',
      ];
  }
}
