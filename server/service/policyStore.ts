/**
 * Keeps the policy in force, for each workspace folder: the organisation's file with the lower layers beside it.
 *
 * Invariant: between two good states the earlier one holds until the later one is compiled; a broken file never weakens.
 */

import type { InForce } from '../lsp/services';
import { type Composed, compose, inForceIn, nothingRead, stateOf } from './composePolicy';
import { createFolders } from './heldFolders';
import type { Fault } from './layerFile';
import { hasLost, keyOf, type PolicyFiles, type PolicyPlaces, pathsOf, readFiles } from './policyFiles';
import { createRemembered, type PolicyMemory } from './rememberedPolicies';

export interface PolicyStoreOptions extends PolicyPlaces {
  readonly caseInsensitivePaths: boolean;
  /** Texts that were good, kept over restarts; only for files whose owner is this user. */
  readonly memory?: PolicyMemory;
  /** Resolves after a pause; a file that is being replaced is back by then. */
  pause(): Promise<void>;
  watch(paths: readonly string[], onChange: () => void): () => void;
  now(): Date;
  /** Calls back at a time, or somewhat later; returns a function that calls it off. */
  wakeAt(time: number, callback: () => void): () => void;
  readonly fault: Fault;
}

export interface PolicyStore {
  /** Returns what is in force outside of any workspace folder, or within some that are held: the layers of all count. */
  current(...roots: readonly string[]): InForce;
  /** Resolves once the folder's own layer counts; it does so until some time after the returned function is called. */
  hold(root: string): Promise<() => void>;
  /** Reads the files again; resolves once what they say is in force. */
  reload(): Promise<void>;
  onChange(listener: () => void): () => void;
  close(): void;
}

/** Returns the store with the installed policy in force. Never throws for what a file holds. */
export async function openPolicyStore(options: PolicyStoreOptions): Promise<PolicyStore> {
  const listeners = new Set<() => void>();
  const remembered = createRemembered(options.memory, options.fault);
  const folders = createFolders(options, () => void reload());
  let files: PolicyFiles | undefined;
  let composed: Composed = nothingRead(options);
  let waiting: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  let watched = '';
  let unwatch = (): void => undefined;
  let forgetExpiry = (): void => undefined;
  let isClosed = false;

  async function load(): Promise<void> {
    let next = await readFiles(options, folders.layers());
    if (files !== undefined && hasLost(files, next, folders.layers())) {
      // Editors and deployment tools replace files by removing them first.
      await options.pause();
      next = await readFiles(options, folders.layers());
    }
    await remembered.load(pathsOf(next));
    const isSame = files !== undefined && keyOf(files) === keyOf(next);
    files = next;
    if (!isSame) {
      const fresh = compose(options, next, remembered);
      const isNew = stateOf(fresh) !== stateOf(composed);
      if (isNew) composed = fresh;
      if (isNew) tell();
    }
    if (watch(next)) await load();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  /** Returns whether something is watched now that was not before: it may have changed meanwhile. */
  function watch(next: PolicyFiles): boolean {
    const layers = [...next.layers.keys(), ...folders.layers()];
    const paths = [...new Set([...options.installed, ...options.layerFolders, ...layers])];
    const key = JSON.stringify(paths);
    if (isClosed || key === watched) return false;
    const stop = options.watch(paths, () => void reload());
    unwatch();
    unwatch = stop;
    watched = key;
    return true;
  }

  function watchExpiry(): void {
    forgetExpiry();
    const now = options.now().getTime();
    const times = composed.outside.compiled.exceptions.map(({ until }) => until).filter((until) => until > now);
    if (times.length === 0 || isClosed) return;
    const next = times.reduce((earliest, until) => Math.min(earliest, until));
    forgetExpiry = options.wakeAt(next, () => {
      forgetExpiry();
      tell();
      watchExpiry();
    });
  }

  /** Those who ask while one is under way share the next. */
  function reload(): Promise<void> {
    waiting ??= running.then(async () => {
      waiting = undefined;
      if (isClosed) return;
      running = load()
        .then(watchExpiry)
        .catch((error) => options.fault('loading the policy', error));
      await running;
    });
    return waiting;
  }

  await reload();
  return {
    current: (...roots) =>
      inForceIn(
        composed,
        roots.flatMap((root) => folders.layerOf(root) ?? []),
      ),
    async hold(root) {
      const { ready, release } = folders.hold(root, reload);
      await ready;
      return release;
    },
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      unwatch();
      forgetExpiry();
      listeners.clear();
    },
  };
}
