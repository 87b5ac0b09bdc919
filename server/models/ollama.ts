/**
 * Ollama: `/api/tags` names each model's digest, and where a model of its cloud is really served.
 *
 * Source: Ollama's API documentation, "List Local Models" and "Show Model Information".
 */

import type { Attestation, Json } from '../gateway/types';
import { type Ask, at, itemsAt, stringAt } from './ask';
import type { ModelServer } from './modelServer';

const cloudHost = 'ollama.com';

export const ollama: ModelServer = {
  async attest(ask, model) {
    const tags = (await ask('/api/tags'))?.json;
    if (!Array.isArray(at(tags, 'models'))) return undefined;
    const wanted = fullName(model);
    const found = itemsAt(tags, 'models').find((item) => fullName(stringAt(item, 'name') ?? '') === wanted);
    const remote = hostOf(found ?? (await show(ask, model)));
    if (remote !== undefined || isCloudName(wanted)) return { forwardsTo: remote ?? cloudHost };
    const digest = stringAt(found, 'digest')?.replace(/^sha256:/, '');
    return digest !== undefined && /^[0-9a-f]{64}$/.test(digest) ? { weights: `sha256:${digest}` } : {};
  },
};

/** A model that was never pulled has no tag, and may still be served by the cloud. */
async function show(ask: Ask, model: string): Promise<Json | undefined> {
  return (await ask('/api/show', { model }))?.json;
}

function hostOf(item: Json | undefined): Attestation['forwardsTo'] {
  const address = stringAt(item, 'remote_host');
  if (address === undefined) return stringAt(item, 'remote_model') === undefined ? undefined : cloudHost;
  const url = address.includes('://') ? address : `https://${address}`;
  return URL.canParse(url) ? new URL(url).hostname : cloudHost;
}

/** Names are the same in any case; the registry, its library and the tag `latest` may be left out. */
function fullName(name: string): string {
  const short = name
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?registry\.ollama\.ai\//, '')
    .replace(/^library\//, '');
  return /:[^/]*$/.test(short) ? short : `${short}:latest`;
}

function isCloudName(name: string): boolean {
  return /[:-]cloud(?::|$)/.test(name);
}
