/**
 * Keeps the policy in force, for each workspace folder: the organisation's file with the lower layers beside it.
 *
 * Invariant: between two good states the earlier one holds until the later one is compiled; a broken file never weakens.
 */

import { type CompiledPolicy, compilePolicy, type LayerSource } from '../engine/policy/compile';
import { strictestPolicy } from '../engine/policy/strictest';
import type { LayerPolicy, Policy } from '../engine/policy/types';
import { digestOf } from '../host/policyFile';
import type { PolicyProblem } from '../lsp/protocol';
import type { InForce, LayerInForce } from '../lsp/services';
import { type Judged, judgeLayer, judgeOrganisation, type LastGood, problemAt, toSource } from './layerFile';
import { hasLost, keyOf, type PolicyFiles, type PolicyPlaces, pathsOf, readFiles } from './policyFiles';
import { createRemembered } from './rememberedPolicies';

export interface PolicyStoreOptions extends PolicyPlaces {
  readonly caseInsensitivePaths: boolean;
  /** Texts that were good, kept over restarts; only for files whose owner is this user. */
  readonly memory?: {
    load(path: string): Promise<string | undefined>;
    save(path: string, text: string): Promise<void>;
  };
  /** Resolves after a pause; a file that is being replaced is back by then. */
  pause(): Promise<void>;
  watch(paths: readonly string[], onChange: () => void): () => void;
  now(): Date;
  /** Calls back at a time, or somewhat later; returns a function that calls it off. */
  wakeAt(time: number, callback: () => void): () => void;
  fault(during: string, error: unknown): void;
}

export interface PolicyStore {
  /** Returns what is in force in a workspace folder that is held, or with `undefined` (or another folder) outside of any. */
  current(root?: string): InForce;
  /** Resolves once the folder's own layer counts; it does so until some time after the returned function is called. */
  hold(root: string): Promise<() => void>;
  /** Reads the files again; resolves once what they say is in force. */
  reload(): Promise<void>;
  onChange(listener: () => void): () => void;
  close(): void;
}

/** A folder is held for so long after the last who asked about it: who asks once mostly asks again. */
const lingerMs = 60_000;

/** Returns the store with the installed policy in force. Never throws for what a file holds. */
export async function openPolicyStore(options: PolicyStoreOptions): Promise<PolicyStore> {
  const listeners = new Set<() => void>();
  const held = new Map<string, number>();
  const remembered = createRemembered(options.memory, options.fault);
  let files: PolicyFiles | undefined;
  let outside: InForce = strictest(options, []);
  let inside = new Map<string, InForce>();
  let reloading = Promise.resolve();
  let watched = '';
  let unwatch = (): void => undefined;
  let forgetExpiry = (): void => undefined;

  async function load(): Promise<void> {
    let next = await readFiles(options, held.keys());
    if (files !== undefined && hasLost(files, next, options, held.keys())) {
      // Editors and deployment tools replace files by removing them first.
      await options.pause();
      next = await readFiles(options, held.keys());
    }
    await remembered.load(pathsOf(next));
    const isSame = files !== undefined && keyOf(files) === keyOf(next);
    files = next;
    if (!isSame) {
      const before = stateOf(outside, inside);
      const composed = compose(options, next, held, remembered);
      if (stateOf(composed.outside, composed.inside) !== before) {
        ({ outside, inside } = composed);
        for (const listener of listeners) listener();
      }
    }
    if (watch(next)) await load();
  }

  /** Returns whether something is watched now that was not before: it may have changed meanwhile. */
  function watch(next: PolicyFiles): boolean {
    const layers = [...next.layers.keys(), ...[...held.keys()].map(options.workspaceLayer)];
    const paths = [...new Set([...options.installed, ...options.layerFolders, ...layers])];
    if (paths.join('\0') === watched) return false;
    const stop = options.watch(paths, () => void reload());
    unwatch();
    unwatch = stop;
    watched = paths.join('\0');
    return true;
  }

  function watchExpiry(): void {
    forgetExpiry();
    const now = options.now().getTime();
    const next = Math.min(...outside.compiled.exceptions.map(({ until }) => until).filter((until) => until > now));
    if (!Number.isFinite(next)) return;
    forgetExpiry = options.wakeAt(next, () => {
      forgetExpiry();
      for (const listener of listeners) listener();
      watchExpiry();
    });
  }

  const reload = (): Promise<void> => {
    reloading = reloading
      .then(load)
      .then(watchExpiry)
      .catch((error) => options.fault('loading the policy', error));
    return reloading;
  };

  await reload();
  return {
    current: (root) => (root === undefined ? outside : (inside.get(root) ?? outside)),
    async hold(root) {
      held.set(root, (held.get(root) ?? 0) + 1);
      await reload();
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        held.set(root, (held.get(root) ?? 1) - 1);
        options.wakeAt(options.now().getTime() + lingerMs, () => {
          if ((held.get(root) ?? 0) > 0 || !held.delete(root)) return;
          void reload();
        });
      };
    },
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      unwatch();
      forgetExpiry();
      listeners.clear();
    },
  };
}

interface Composed {
  readonly outside: InForce;
  readonly inside: Map<string, InForce>;
}

function compose(
  options: PolicyStoreOptions,
  files: PolicyFiles,
  held: ReadonlyMap<string, number>,
  remembered: LastGood,
): Composed {
  const organisation = judgeFirst(options, files, remembered);
  const judgedLayer = (kind: LayerSource['kind'], path: string): Lower[] => {
    const file = files.layers.get(path);
    if (file === undefined) return [];
    return [{ kind, path, ...judgeLayer(path, file, organisation.policy, remembered, options.fault) }];
  };
  const teams = files.teams.flatMap((path) => judgedLayer('team', path));
  const source: InForce['source'] =
    organisation.state === 'strictest' ? 'strictest' : files.organisation?.isBaseline ? 'baseline' : 'organisation';
  const inForceWith = (lower: readonly Lower[]): InForce => ({
    compiled: compileWith(options, organisation, lower),
    source,
    ...(source === 'strictest' ? {} : { path: organisation.path }),
    problems: [...organisation.problems, ...lower.flatMap(({ problems }) => problems)],
    layers: lower.map(describeLayer),
  });
  const outside = inForceWith(teams);
  const inside = new Map<string, InForce>();
  for (const root of held.keys()) {
    const own = judgedLayer('workspace', options.workspaceLayer(root));
    if (own.length > 0) inside.set(root, inForceWith([...teams, ...own]));
  }
  return { outside, inside };
}

type Lower = Judged<LayerPolicy> & { readonly kind: LayerSource['kind']; readonly path: string };

function compileWith(
  { caseInsensitivePaths }: PolicyStoreOptions,
  { policy, digest }: Judged<Policy>,
  lower: readonly Lower[],
): CompiledPolicy {
  const layers = lower.map((each) => toSource(each.kind, each));
  return compilePolicy(policy, { digest, caseInsensitivePaths, layers });
}

function describeLayer({ kind, path, policy, state }: Lower): LayerInForce {
  return { kind, path, name: policy.metadata.name, version: policy.metadata.version, state };
}

/** The baseline comes with the program: nothing of it is remembered. */
function judgeFirst(
  { baseline, fault }: PolicyStoreOptions,
  { organisation }: PolicyFiles,
  remembered: LastGood,
): Judged<Policy> & { readonly path: string } {
  if (organisation !== undefined) {
    const { path, file, isBaseline } = organisation;
    const lastGood = isBaseline ? { get: () => undefined, set: () => undefined } : remembered;
    return { ...judgeOrganisation(path, file, lastGood, fault), path };
  }
  const problems = [problemAt(baseline, 'NOT_TEXT', 'the baseline policy is missing', 'install Portcullis again')];
  const digest = digestOf(JSON.stringify(strictestPolicy));
  return { policy: strictestPolicy, digest, state: 'strictest', problems, path: baseline };
}

function strictest({ caseInsensitivePaths }: PolicyStoreOptions, problems: readonly PolicyProblem[]): InForce {
  const digest = digestOf(JSON.stringify(strictestPolicy));
  const compiled = compilePolicy(strictestPolicy, { digest, caseInsensitivePaths });
  return { compiled, source: 'strictest', problems, layers: [] };
}

function stateOf(outside: InForce, inside: ReadonlyMap<string, InForce>): string {
  const key = ({ compiled, source, path, problems, layers }: InForce) => [
    compiled.identity,
    source,
    path,
    problems,
    layers,
  ];
  return JSON.stringify([key(outside), [...inside].map(([root, inForce]) => [root, key(inForce)])]);
}
