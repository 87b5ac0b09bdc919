/** The assistants that are programs on the path, with their versions. */

import { dirname, posix, win32 } from 'node:path';
import type { FoundAssistant } from '../../lsp/protocol/coverage';
import { assistantPrograms } from '../knownAssistants';
import { type MachineAccess, mostSettingsBytes } from './access';

/** A package's manifest is no further above its program than this. */
const deepest = 4;

/** Returns the assistants on the path, in the order they are known by. Runs none unless the access says it may. */
export async function findPrograms(access: MachineAccess): Promise<readonly FoundAssistant[]> {
  const found = await Promise.all(
    Object.entries(assistantPrograms).map(async ([id, name]): Promise<FoundAssistant[]> => {
      const program = await findOnPath(access, id);
      if (program === undefined) return [];
      const version = (await manifestVersion(access, program)) ?? toVersion(await access.askVersion?.(program));
      return [{ kind: 'program', id, name, ...(version === undefined ? {} : { version }) }];
    }),
  );
  return found.flat();
}

async function findOnPath({ toolHome, platform, realPath }: MachineAccess, name: string): Promise<string | undefined> {
  const isWindows = platform === 'win32';
  const { join, isAbsolute, delimiter } = isWindows ? win32 : posix;
  const { env } = toolHome;
  // A relative folder is whatever somebody happens to stand in.
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const endings = isWindows ? (env['PATHEXT'] ?? '.EXE;.CMD').split(';').map((each) => each.toLowerCase()) : [''];
  for (const folder of folders) {
    for (const ending of endings) {
      const program = join(folder, `${name}${ending}`);
      if ((await realPath(program)) !== undefined) return program;
    }
  }
  return undefined;
}

/** Returns the version of the npm package that a program belongs to. */
async function manifestVersion({ realPath, readText }: MachineAccess, program: string): Promise<string | undefined> {
  let folder = dirname((await realPath(program)) ?? program);
  for (let i = 0; i < deepest && folder !== dirname(folder); i++) {
    const found = await readText(posix.join(folder, 'package.json'), { maxBytes: mostSettingsBytes });
    if (found.kind === 'text') return versionIn(found.text);
    folder = dirname(folder);
  }
  return undefined;
}

function versionIn(manifest: string): string | undefined {
  try {
    const { version } = JSON.parse(manifest) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

function toVersion(printed: string | undefined): string | undefined {
  return /\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?/.exec(printed ?? '')?.[0];
}
