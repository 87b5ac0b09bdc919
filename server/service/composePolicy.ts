/**
 * From the files of one moment to what is in force: everything judged once, compiled for each set of folders asked about.
 */

import { type CompiledPolicy, compilePolicy, type LayerSource } from '../engine/policy/compile';
import { strictestPolicy } from '../engine/policy/strictest';
import type { LayerPolicy, Policy } from '../engine/policy/types';
import { digestOf } from '../host/policyFile';
import type { PolicyProblem } from '../lsp/protocol';
import type { InForce, LayerInForce } from '../lsp/services';
import { type Judged, judgeLayer, judgeOrganisation, type LastGood, problemAt, toSource } from './layerFile';
import type { PolicyFiles } from './policyFiles';
import type { PolicyStoreOptions } from './policyStore';

type Options = Pick<PolicyStoreOptions, 'baseline' | 'caseInsensitivePaths' | 'fault'>;
type First = Judged<Policy> & { readonly path: string; readonly isBaseline: boolean };
type Lower = Judged<LayerPolicy> & { readonly kind: LayerSource['kind']; readonly path: string };

/** What is in force, outside of workspace folders and, by the places of their layers, inside of them. */
export interface Composed {
  readonly options: Options;
  readonly organisation: First;
  readonly teams: readonly Lower[];
  readonly workspaces: ReadonlyMap<string, Lower>;
  readonly outside: InForce;
  /** By the layers that count. */
  readonly compiled: Map<string, InForce>;
}

/** Returns what is in force before any file was read: nothing passes. */
export function nothingRead(options: Options): Composed {
  return finish(options, strictest(options.baseline, []), [], new Map());
}

/** Judges the files. Never throws for what they hold. */
export function compose(options: Options, files: PolicyFiles, remembered: LastGood): Composed {
  const organisation = judgeFirst(options, files, remembered);
  const lower = (kind: LayerSource['kind'], path: string): Lower[] => {
    const file = files.layers.get(path);
    if (file === undefined) return [];
    return [{ kind, path, ...judgeLayer(path, file, organisation.policy, remembered, options.fault) }];
  };
  const workspaces = [...files.layers.keys()]
    .filter((path) => !files.teams.includes(path))
    .flatMap((path) => lower('workspace', path).map((layer) => [path, layer] as const));
  return finish(
    options,
    organisation,
    files.teams.flatMap((path) => lower('team', path)),
    new Map(workspaces),
  );
}

/** Returns what is in force with the workspace layers at these places; those without a file add nothing. */
export function inForceIn(composed: Composed, places: readonly string[]): InForce {
  const own = [...new Set(places)].sort().flatMap((path) => composed.workspaces.get(path) ?? []);
  if (own.length === 0) return composed.outside;
  const key = JSON.stringify(own.map(({ path }) => path));
  const known = composed.compiled.get(key);
  if (known !== undefined) return known;
  const fresh = compileWith(composed, [...composed.teams, ...own]);
  composed.compiled.set(key, fresh);
  return fresh;
}

/** Returns what tells two states apart for those who are told of changes. */
export function stateOf({ organisation, teams, workspaces }: Composed): string {
  const key = ({ path, digest, state, problems }: First | Lower) => [path, digest, state, problems];
  return JSON.stringify([key(organisation), teams.map(key), [...workspaces.values()].map(key)]);
}

function finish(
  options: Options,
  organisation: First,
  teams: readonly Lower[],
  workspaces: ReadonlyMap<string, Lower>,
): Composed {
  const outside = compileWith({ options, organisation }, teams);
  return { options, organisation, teams, workspaces, outside, compiled: new Map() };
}

function compileWith(
  { options, organisation }: Pick<Composed, 'options' | 'organisation'>,
  lower: readonly Lower[],
): InForce {
  const { policy, digest, state, path, problems, isBaseline } = organisation;
  const compiled: CompiledPolicy = compilePolicy(policy, {
    digest,
    caseInsensitivePaths: options.caseInsensitivePaths,
    layers: lower.map((each) => toSource(each.kind, each)),
  });
  return {
    compiled,
    source: state === 'strictest' ? 'strictest' : isBaseline ? 'baseline' : 'organisation',
    ...(state === 'strictest' ? {} : { path }),
    problems: [...problems, ...lower.flatMap((each) => each.problems)],
    layers: lower.map(describeLayer),
  };
}

function describeLayer({ kind, path, policy, state }: Lower): LayerInForce {
  return { kind, path, name: policy.metadata.name, version: policy.metadata.version, state };
}

/** The baseline comes with the program: nothing of it is remembered. */
function judgeFirst({ baseline, fault }: Options, { organisation }: PolicyFiles, remembered: LastGood): First {
  if (organisation === undefined) {
    const hint = 'install Portcullis again';
    return strictest(baseline, [problemAt(baseline, 'NOT_TEXT', 'the baseline policy is missing', hint)]);
  }
  const { path, file, isBaseline } = organisation;
  const lastGood = isBaseline ? { get: () => undefined, set: () => undefined } : remembered;
  return { ...judgeOrganisation(path, file, lastGood, fault), path, isBaseline };
}

function strictest(path: string, problems: readonly PolicyProblem[]): First {
  const digest = digestOf(JSON.stringify(strictestPolicy));
  return { policy: strictestPolicy, digest, state: 'strictest', problems, path, isBaseline: false };
}
