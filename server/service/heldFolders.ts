/**
 * Which workspace folders count, and for how long: while someone holds them, and some time after.
 *
 * Folders are named by whoever asks; one is known by the place of its layer, however its path is written.
 */

import { isAbsolute } from 'node:path';
import type { PolicyStoreOptions } from './policyStore';

/** Who asks once mostly asks again. */
const lingerMs = 60_000;
/** So many folders linger; of more, those asked about longest ago are forgotten. */
const mostLingering = 32;

export interface Folders {
  /** Places of the layers of all folders that count. */
  layers(): readonly string[];
  /** Returns the place of a folder's layer where the folder counts. */
  layerOf(root: string): string | undefined;
  /**
   * Holds a folder; `load` is called where it didn't count before. `ready` resolves once it does. `release` may be called
   * again.
   */
  hold(root: string, load: () => Promise<void>): { readonly ready: Promise<void>; readonly release: () => void };
}

interface Held {
  holders: number;
  forget: (() => void) | undefined;
  ready: Promise<void>;
}

/** `onForgotten` is called after a folder no longer counts. */
export function createFolders(
  { workspaceLayer, now, wakeAt }: Pick<PolicyStoreOptions, 'workspaceLayer' | 'now' | 'wakeAt'>,
  onForgotten: () => void,
): Folders {
  const held = new Map<string, Held>();
  const drop = (layer: string): void => {
    held.get(layer)?.forget?.();
    held.delete(layer);
    onForgotten();
  };
  const release = (layer: string, folder: Held): void => {
    folder.holders--;
    if (folder.holders > 0) return;
    folder.forget = wakeAt(now().getTime() + lingerMs, () => drop(layer));
    // In the order of their last use.
    held.delete(layer);
    held.set(layer, folder);
    const lingering = [...held].filter(([, { holders }]) => holders === 0);
    for (const [oldest] of lingering.slice(0, Math.max(0, lingering.length - mostLingering))) drop(oldest);
  };
  return {
    layers: () => [...held.keys()],
    layerOf(root) {
      const layer = isFolder(root) ? workspaceLayer(root) : undefined;
      return layer !== undefined && held.has(layer) ? layer : undefined;
    },
    hold(root, load) {
      // A path that can't be one has no layer.
      if (!isFolder(root)) return { ready: Promise.resolve(), release: () => undefined };
      const layer = workspaceLayer(root);
      const known = held.get(layer);
      const folder: Held = known ?? { holders: 0, forget: undefined, ready: Promise.resolve() };
      folder.holders++;
      folder.forget?.();
      folder.forget = undefined;
      held.set(layer, folder);
      if (known === undefined) folder.ready = load();
      let isReleased = false;
      return {
        ready: folder.ready,
        release() {
          if (!isReleased) release(layer, folder);
          isReleased = true;
        },
      };
    },
  };
}

function isFolder(root: string): boolean {
  return isAbsolute(root) && !root.includes('\0');
}
