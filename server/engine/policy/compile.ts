/**
 * Makes a policy ready to answer: its layers compiled side by side over one scanner.
 */

import { createPlaceAnswers } from '../classify/byPlace';
import type { Detector } from '../detect/types';
import { compileGlobs } from '../glob';
import type { PolicyIdentity } from '../types';
import type { CompiledException, CompiledLayer, CompiledPolicy } from './compiled';
import { compileLayer } from './compileLayer';
import { createDestinations } from './destination';
import { detectorsNamed, isBuiltinId, type KnownDetector } from './namedDetectors';
import { scannerFor } from './scanners';
import type { Exception, LayerKind, LayerPolicy, Policy } from './types';

export type { CompiledPolicy } from './compiled';

/** A lower layer as it was parsed below its organisation's policy. */
export interface LayerSource {
  readonly kind: Exclude<LayerKind, 'organisation'>;
  readonly policy: LayerPolicy;
  readonly digest: string;
  /** True where it stands for a layer that can't be read: everything is then of the highest label. */
  readonly isUnreadable?: boolean;
}

export interface CompileOptions {
  /** `sha256:` and the hex digest of the policy file's bytes. */
  readonly digest: string;
  /** Whether paths differ by case on this machine's file system. */
  readonly caseInsensitivePaths?: boolean;
  /** Lower layers; they can only tighten. */
  readonly layers?: readonly LayerSource[];
}

/** Compiles a policy that `parsePolicy` returned, with the lower layers parsed below it. */
export function compilePolicy(
  policy: Policy,
  { digest, caseInsensitivePaths = false, layers: lower = [] }: CompileOptions,
): CompiledPolicy {
  const { levels } = policy;
  const own = (policy.detectors ?? []).map((detector) => ({ detector, writtenId: detector.id }));
  const identities = identifyApart(lower);
  const lowerDetectors = nameApart(lower, identities, new Set(own.map(({ writtenId }) => writtenId)));
  const layers: [CompiledLayer, ...CompiledLayer[]] = [
    compileLayer({ kind: 'organisation', policy, identity: identify(policy, digest), levels, own }),
    ...lower.map(({ kind, policy: layer, isUnreadable = false }, index) =>
      compileLayer({
        kind,
        policy: layer,
        identity: identities[index] as PolicyIdentity,
        isUnreadable,
        levels,
        own: [...own, ...(lowerDetectors[index] as readonly KnownDetector[])],
      }),
    ),
  ];
  return {
    policy,
    identity: { ...layers[0].identity, ...lowerIdentities(layers) },
    mode: policy.mode ?? 'enforce',
    levels,
    exceptions: (policy.exceptions ?? []).map((exception) => compileException(exception, caseInsensitivePaths)),
    scanner: scannerFor(detectorsNamed(layers.flatMap(namedIds), [...own, ...lowerDetectors.flat()])),
    layers,
    placeAnswer: createPlaceAnswers(layers, { caseInsensitive: caseInsensitivePaths }),
    resolve: createDestinations(layers, levels),
  };
}

/**
 * Returns the identity of each lower layer; one whose name is taken is known by another, `name-2`.
 *
 * Invariant: no layer passes for another by taking its name.
 */
function identifyApart(lower: readonly LayerSource[]): readonly PolicyIdentity[] {
  const taken = new Set<string>();
  return lower.map(({ policy, digest }) => {
    const identity = identify(policy, digest);
    let { name } = identity;
    for (let count = 2; taken.has(name); count++) name = `${identity.name}-${count}`;
    taken.add(name);
    return { ...identity, name };
  });
}

/**
 * Returns the detectors of each lower layer; one whose id is taken is known by `id@layer`.
 *
 * Invariant: no layer's detector stands in for another's, whatever they are called.
 */
function nameApart(
  lower: readonly LayerSource[],
  identities: readonly PolicyIdentity[],
  taken: Set<string>,
): readonly KnownDetector[][] {
  return lower.map(({ policy }, index) =>
    (policy.detectors ?? []).map((detector) => {
      const id = freeId(detector, identities[index]?.name ?? '', taken);
      taken.add(id);
      return { detector: id === detector.id ? detector : { ...detector, id }, writtenId: detector.id };
    }),
  );
}

function freeId({ id }: Detector, layer: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id) && !isBuiltinId(id)) return id;
  let free = `${id}@${layer}`;
  for (let count = 2; taken.has(free); count++) free = `${id}@${layer}-${count}`;
  return free;
}

function namedIds({ rules, insertions }: CompiledLayer): readonly ReadonlySet<string>[] {
  return [
    ...rules.flatMap(({ detectors }) => detectors ?? []),
    ...insertions.flatMap(({ findings }) => findings ?? []),
  ];
}

function identify({ metadata }: LayerPolicy, digest: string): PolicyIdentity {
  return { name: metadata.name, version: metadata.version, digest };
}

function lowerIdentities([, ...lower]: readonly CompiledLayer[]): Pick<PolicyIdentity, 'layers'> {
  return lower.length === 0 ? {} : { layers: lower.map(({ kind, identity }) => ({ kind, ...identity })) };
}

function compileException(exception: Exception, caseInsensitive: boolean): CompiledException {
  return {
    exception,
    until: Date.parse(exception.until),
    ...(exception.paths === undefined ? {} : { matchesPath: compileGlobs(exception.paths, { caseInsensitive }) }),
  };
}
