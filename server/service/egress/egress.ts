/**
 * The service's part of the egress guard: reads what a window sends, decides with the policy in force, and records.
 *
 * Between requests it keeps scans and the lines of labelled documents, both bounded.
 */

import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { Scans } from '../../gateway/decideRequest';
import { createPlaceholders } from '../../gateway/placeholders';
import { createScanMemory } from '../../gateway/request/scanMemory';
import type { GatewayParts } from '../../gateway/types';
import { formatOf } from '../../gateway/wire';
import { BodyError, createBudget, readBody } from '../../host/gateway/body';
import { usualLimits } from '../../host/gateway/limits';
import type { DecideEgressParams, DecideEgressResult } from '../../lsp/protocol/egress';
import type { Services } from '../../lsp/services';
import type { EntryInput } from '../../provenance/entry';
import { toEntry } from '../gateway/entry';
import { decideEgress, refuse } from './decideEgress';
import { createExcerpts } from './excerpts';

export interface EgressParts {
  readonly attest: GatewayParts['attest'];
  readonly append: (entry: EntryInput) => Promise<unknown>;
  readonly fault: (during: string, error: unknown) => void;
  readonly now: () => Date;
}

/** Returns what the service answers windows with. */
export function createEgress({ attest, append, fault, now }: EgressParts): Services['egress'] {
  const excerpts = createExcerpts();
  const placeholderFor = createPlaceholders(randomBytes(32));
  const budget = createBudget(usualLimits.allBodiesBytes);
  const never = new AbortController().signal;
  let known: { readonly policy: CompiledPolicy; readonly scans: Scans } | undefined;

  function scansFor(policy: CompiledPolicy): Scans {
    if (known?.policy !== policy) {
      const { scanner } = policy;
      known = { policy, scans: { ofText: createScanMemory(scanner), ofRedacted: createScanMemory(scanner) } };
    }
    return known.scans;
  }

  async function answer(params: DecideEgressParams, policy: CompiledPolicy): Promise<DecideEgressResult> {
    const { method, headers, extension } = params;
    const url = new URL(params.url);
    const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
    const sent = 'text' in params.body ? Buffer.from(params.body.text) : Buffer.from(params.body.base64, 'base64');
    const { body, taken } = await readBody(Readable.from([sent]), encoding, usualLimits.bodyBytes, budget);
    try {
      const request = { method, path: `${url.pathname}${url.search}`, headers, body, signal: never };
      return await decideEgress(
        policy,
        { request, url, extension },
        {
          attest,
          scans: scansFor(policy),
          placeholderFor,
          quoted: excerpts.find,
          record: (event) => {
            append(toEntry(event)).catch((error: unknown) => fault('logging a decision about a request', error));
          },
          now,
        },
      );
    } finally {
      budget.give(taken);
    }
  }

  return {
    remember: excerpts.remember,
    quoted: excerpts.find,
    async decide(params, policy) {
      try {
        return await answer(params, policy);
      } catch (error) {
        if (!(error instanceof BodyError)) throw error;
        const upstream = { name: 'editor', baseUrl: new URL(params.url).origin, speaks: undefined };
        return refuse(formatOf(upstream), error.status, `portcullis did not send this request: ${error.message}`);
      }
    },
  };
}
