/**
 * Asks the service about each request to a model; without an answer in time the request stays.
 *
 * Knows no client library. Invariant: what the service didn't let through leaves only for a place that the policy
 * trusts with everything, or under a policy that only observes.
 */

import { createHash } from 'node:crypto';
import type { DecideEgressParams, DecideEgressResult, EgressRegistry } from '../../server/lsp/protocol/egress';
import { toldHeaders, toldUrl } from './headers';
import type { Targets } from './targets';
import type { Destination, Limits, Outgoing, Refusal, Verdict } from './types';

export interface JudgeParts {
  /** Rejects where the service is away. */
  readonly ask: (params: DecideEgressParams) => Promise<DecideEgressResult>;
  readonly registry: () => EgressRegistry | undefined;
  readonly targets: Targets;
  readonly limits: Limits;
  readonly refused: (refusal: Refusal, destination: Destination, extension: string) => void;
}

export interface Judge {
  judge(outgoing: Outgoing): Promise<Verdict>;
  judgeChannel(destination: Destination, extension: string): Refusal | undefined;
  refuse(destination: Destination, extension: string, reason: string): Refusal;
}

const away =
  'portcullis did not send this request: its service is not running, so nothing can be decided about it. Run "Portcullis: Restart the Connection" and try again.';
const late = 'portcullis did not send this request: there was no decision about it in time. Try again.';

export function createJudge({ ask, registry, targets, limits, refused }: JudgeParts): Judge {
  function note(refusal: Refusal, destination: Destination, extension: string): Refusal {
    refused(refusal, destination, extension);
    return refusal;
  }

  function refuse(destination: Destination, extension: string, reason: string): Refusal {
    const body = { error: { message: reason, type: 'permission_error', param: null, code: 'portcullis' } };
    return note({ kind: 'refuse', status: 403, reason, body: JSON.stringify(body) }, destination, extension);
  }

  const mayGoUnseen = (url: string): boolean => registry()?.mode === 'observe' || targets.isTrusted(url);

  return {
    refuse,
    async judge(outgoing) {
      const { method, url, body, extension } = outgoing;
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), limits.deadline);
      });
      try {
        const params = {
          method,
          url: toldUrl(url),
          headers: toldHeaders(outgoing.headers),
          body: toText(body),
          extension,
        };
        const answer = await Promise.race([ask(params), tooLate]);
        if (answer === 'late') return mayGoUnseen(url) ? { kind: 'allow' } : refuse(outgoing, extension, late);
        if (answer.effect === 'allow') return { kind: 'allow' };
        if (answer.effect === 'redact') return { kind: 'redact', body: Buffer.from(answer.body) };
        const { status, reason, body: told } = answer;
        return note({ kind: 'refuse', status, reason, body: told }, outgoing, extension);
      } catch {
        return mayGoUnseen(url) ? { kind: 'allow' } : refuse(outgoing, extension, away);
      } finally {
        clearTimeout(timer);
      }
    },
    judgeChannel(destination, extension) {
      if (mayGoUnseen(destination.url)) return undefined;
      const { host } = new URL(destination.url);
      const reason = `portcullis did not open this connection: what goes through a WebSocket can't be decided about, and the policy does not let everything go to ${host}. Use the provider's HTTP interface.`;
      return refuse(destination, extension, reason);
    },
  };
}

/** Returns a name for what a request says, the same for the same request. */
export function digestOf({ method, url, body }: Pick<Outgoing, 'method' | 'url' | 'body'>): string {
  return createHash('sha256').update(`${method} ${url}\n`).update(body).digest('base64');
}

function toText(body: Uint8Array): DecideEgressParams['body'] {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { base64: Buffer.from(body).toString('base64') };
  }
}
