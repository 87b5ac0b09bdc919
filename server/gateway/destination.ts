/**
 * Where a request is really going: the upstream's address, the model it names, and what the server says it runs.
 */

import { type RedactRange, redactText } from '../engine/detect/redact';
import type { Finding } from '../engine/detect/types';
import type { CompiledModel, CompiledPolicy } from '../engine/policy/compiled';
import { createDestinations } from '../engine/policy/destination';
import type { Channel, DestinationSpec } from '../engine/policy/types';
import type { Attestation, GatewayParts, Upstream } from './types';
import { hostOf } from './upstreams';

export interface ResolvedDestination {
  readonly spec: DestinationSpec;
  /** Ids of entries that match but for their weights. */
  readonly weighed: readonly string[];
}

/** Returns what the policy is asked about, with what the server says where that can matter. */
export async function resolveDestination(
  policy: CompiledPolicy,
  upstream: Upstream,
  { channel, model }: { readonly channel: Channel; readonly model: string | undefined },
  attest: GatewayParts['attest'],
): Promise<ResolvedDestination> {
  const name = model === undefined ? {} : { name: model };
  const spec = {
    channel,
    host: hostOf(upstream),
    endpoint: upstream.baseUrl,
    ...name,
  };
  const weighed = modelsWithWeights(policy)(spec);
  if (weighed.length === 0 && !isNear(spec.host)) return { spec, weighed };
  const { weights, forwardsTo } = await attest(upstream, model ?? '').catch((): Attestation => ({}));
  if (forwardsTo !== undefined) return { spec: { channel, host: forwardsTo, ...name }, weighed };
  return { spec: weights === undefined ? spec : { ...spec, weights }, weighed };
}

/** Returns the destination as it may be told: the client wrote the model's name, and what was found may stand in it. */
export function withoutFound(spec: DestinationSpec, text: string, findings: readonly Finding[]): DestinationSpec {
  const { name } = spec;
  if (name === undefined) return spec;
  // Every value is looked for in it.
  if (name.length > longestName) return { ...spec, name: '(too long to be told)' };
  const ranges: RedactRange[] = [];
  for (const [value, detector] of new Map(findings.map((each) => [foundText(text, each), each.detector]))) {
    for (let at = name.indexOf(value); value !== '' && at >= 0; at = name.indexOf(value, at + 1)) {
      ranges.push({ offset: at, length: value.length, detector });
    }
  }
  return { ...spec, name: redactText(name, ranges) };
}

/** No model is called longer than this. */
const longestName = 1024;

/** Returns what was found, empty where it is longer than any name. */
function foundText(text: string, { offset, length }: Finding): string {
  return length > longestName ? '' : text.slice(offset, offset + length);
}

const address = /^(\d+)\.(\d+)\.\d+\.\d+$/;

/** Reports whether a host as URLs write it is this machine or in a private network, where others may stand behind it. */
export function isNear(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  if (name.startsWith('[')) return /^\[(?:::|f[cd]|fe80:)/.test(name);
  const [, first, second] = address.exec(name)?.map(Number) ?? [];
  if (first === undefined || second === undefined) {
    return !name.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(name);
  }
  if (first === 172) return second >= 16 && second < 32;
  if (first === 100) return second >= 64 && second < 128;
  return [0, 10, 127].includes(first) || (first === 192 && second === 168) || (first === 169 && second === 254);
}

type ModelsOf = (spec: DestinationSpec) => readonly string[];
const remembered = new WeakMap<CompiledPolicy, ModelsOf>();

/** Returns the function that gives the entries with `weights` that match but for these. */
function modelsWithWeights(policy: CompiledPolicy): ModelsOf {
  const known = remembered.get(policy);
  if (known !== undefined) return known;
  const byLayer = policy.layers.flatMap((layer) => {
    const models = layer.models.flatMap(withoutWeights);
    return models.length === 0 ? [] : [createDestinations([{ ...layer, models }], policy.levels)];
  });
  const modelsOf: ModelsOf = (spec) => byLayer.flatMap((resolve) => resolve(spec).models);
  remembered.set(policy, modelsOf);
  return modelsOf;
}

function withoutWeights(model: CompiledModel): CompiledModel[] {
  if (model.fields?.weights === undefined) return [];
  const { weights: _, ...fields } = model.fields;
  return [{ ...model, fields }];
}
