/**
 * What the service does for the log beside appending, now and then: a new checkpoint, its way to witnesses and anchors,
 * and the policy's retention. A failure of one keeps none of the others, and no entry waits for any.
 */

import type { Policy } from '../engine/policy/types';
import { type Anchor, formatAnchorName } from '../provenance/anchor';
import type { LogFiles } from '../provenance/files';
import { LogError } from '../provenance/logError';
import { parseVerifier } from '../provenance/note';
import { readPublished } from '../provenance/published';
import { pruneLog } from '../provenance/retention';
import type { SigningKeys } from '../provenance/signing';
import { type PostText, submitToWitness } from '../provenance/witness';

export interface LogKeeperOptions {
  readonly files: LogFiles;
  /** Brings all entries under a new checkpoint. */
  readonly publish: () => Promise<void>;
  readonly loadKeys: () => Promise<SigningKeys>;
  /** What the organisation's policy says of the log, at each call anew. */
  readonly policy: () => Policy['provenance'];
  readonly post: PostText;
  readonly anchorAt: (place: string) => Anchor;
  /** Runs the work unless another process prunes. */
  readonly whilePruning: (work: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
  readonly fault: (during: string, error: unknown) => void;
}

export interface LogKeeper {
  /** Does what is due; never rejects. A call while one is under way joins it. */
  tend(): Promise<void>;
}

const dayMs = 86_400_000;
/** Looking for old entries reads a bundle: not more often than this. */
const pruneEveryMs = 3_600_000;

export function createLogKeeper(options: LogKeeperOptions): LogKeeper {
  const { files, fault } = options;
  /** Sizes last put, by place. */
  const anchored = new Map<string, number>();
  let prunedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  async function guard(during: string, work: () => Promise<unknown>): Promise<void> {
    await work().catch((error) => fault(during, error));
  }

  async function putInto(place: string): Promise<void> {
    const { bytes, checkpoint } = await readPublished(files);
    if (anchored.get(place) === checkpoint.size) return;
    await options.anchorAt(place)(formatAnchorName(checkpoint), bytes);
    anchored.set(place, checkpoint.size);
  }

  async function confirm({ url, key }: { url: string; key: string }): Promise<void> {
    const verifier = parseVerifier(key);
    if (verifier?.type !== 4) throw new LogError('LOG_ANCHOR_FAILED', `the policy's key of the witness ${url} is none`);
    await submitToWitness(files, { url, verifier }, options.post);
  }

  async function prune(days: number): Promise<void> {
    const now = options.now();
    if (now - prunedAt < pruneEveryMs) return;
    prunedAt = now;
    const keys = await options.loadKeys();
    await options.whilePruning(async () => {
      await pruneLog(files, { before: now - days * dayMs, keys, now });
    });
  }

  async function tend(): Promise<void> {
    await guard('making a checkpoint', options.publish);
    const { witnesses = [], anchors = [], retentionDays } = options.policy() ?? {};
    for (const witness of witnesses) await guard('asking a witness', () => confirm(witness));
    for (const place of anchors) await guard('anchoring a checkpoint', () => putInto(place));
    if (retentionDays !== undefined) await guard('pruning the log', () => prune(retentionDays));
  }

  return {
    tend() {
      underWay ??= tend().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
  };
}
