/** Which folders an event belongs to, and where a file stands in them as policies see it. */

import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Content } from '../../engine/types';
import type { HookEvent } from './hookHost';
import type { Hearing, HookParams, HookWorld } from './world';

/** Variables that hosts tell the workspace's folder by. */
export const folderVariables = ['CLAUDE_PROJECT_DIR', 'GEMINI_PROJECT_DIR', 'CURSOR_PROJECT_DIR'];
const marks = ['.git', '.portcullis'];
const deepest = 64;

/** Returns the folders of the workspace: those the host names, and the repository that holds the current one. */
export async function rootsOf(
  world: HookWorld,
  event: HookEvent,
  { cwd, env }: HookParams,
): Promise<readonly string[]> {
  const here = event.cwd ?? cwd;
  const named = [...(event.roots ?? []), ...folderVariables.map((name) => env[name])];
  const repository = await repositoryOf(world, here);
  const roots = [...named, repository ?? here].filter((root): root is string => root !== undefined && isAbsolute(root));
  // The home folder or the top of a disk is nobody's workspace unless the host says so.
  return [...new Set(roots.map((root) => resolve(root)))].sort((a, b) => b.length - a.length);
}

async function repositoryOf(world: HookWorld, folder: string): Promise<string | undefined> {
  let here = folder;
  for (let i = 0; i < deepest && isAbsolute(here); i++) {
    for (const mark of marks) if ((await world.kindOf(join(here, mark))) !== undefined) return here;
    const above = dirname(here);
    if (above === here) return undefined;
    here = above;
  }
  return undefined;
}

/** Returns a path as it was named, absolute: `~`, URLs and the ways of naming the current folder resolved. */
export function absolutePath(hearing: Pick<Hearing, 'world' | 'cwd'>, path: string, base = hearing.cwd): string {
  const { home } = hearing.world;
  let plain = path.replace(/^file:\/\/(?:localhost)?(?=\/)/i, '').replace(/^(?:vscode-[\w-]+:\/\/[^/]*)(?=\/)/i, '');
  if (plain !== path) plain = decode(plain).replace(/^\/(?=[a-z]:)/i, '');
  if (plain === '~' || plain.startsWith('~/')) plain = home + plain.slice(1);
  const place = resolve(base, plain);
  // Within the shell these are its own folder and its own root.
  const [, own, rest = ''] = /^\/proc\/(?:self|thread-self|\d+)\/(cwd|root)(\/.*)?$/s.exec(place) ?? [];
  if (own === undefined) return place;
  return own === 'cwd' ? resolve(base, `.${rest}`) : resolve('/', `.${rest}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A file that may be read, with where it leads. */
export interface NamedFile {
  readonly path: string;
  readonly realPath?: string;
  /** Nothing is there: the path is a word of a command line, which may be no path and may hold a secret. */
  readonly isMissing?: true;
}

/** Returns a file's place in each folder that holds it; outside of all, its whole path, any tail of which may match. */
export async function placesOf(hearing: Hearing, { path, realPath }: NamedFile): Promise<readonly Content[]> {
  const { world } = hearing;
  const places: Content[] = [];
  for (const root of hearing.roots) {
    const realRoot = (await realRootOf(world, root)) ?? root;
    const own = relativeIn(world, root, path) ?? relativeIn(world, realRoot, path);
    const real = realPath === undefined ? undefined : (relativeIn(world, realRoot, realPath) ?? toSlashes(realPath));
    const isReal = real !== undefined && real !== own;
    if (own !== undefined) places.push({ path: own, ...(isReal ? { realPath: real } : {}) });
    else if (realPath !== undefined && relativeIn(world, realRoot, realPath) !== undefined && isReal) {
      places.push({ path: real });
    }
  }
  if (places.length > 0) return places;
  const real = realPath === undefined || realPath === path ? {} : { realPath: toSlashes(realPath) };
  return [{ path: toSlashes(path), ...real }];
}

const realRoots = new WeakMap<HookWorld, Map<string, Promise<string | undefined>>>();

function realRootOf(world: HookWorld, root: string): Promise<string | undefined> {
  const known = realRoots.get(world) ?? new Map<string, Promise<string | undefined>>();
  realRoots.set(world, known);
  const found = known.get(root) ?? world.realPath(root);
  known.set(root, found);
  return found;
}

/** Returns the path below a folder, `/`-separated; `undefined` where it isn't below. */
export function relativeIn({ ignoreCase }: HookWorld, folder: string, path: string): string | undefined {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const [top, slashed] = [toSlashes(folder).replace(/\/*$/, '/'), toSlashes(path)];
  return fold(slashed).startsWith(fold(top)) ? slashed.slice(top.length) : undefined;
}

function toSlashes(path: string): string {
  if (!/^[a-z]:[\\/]|^\\\\/i.test(path)) return path;
  const slashed = path.replaceAll('\\', '/');
  return slashed.replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}
