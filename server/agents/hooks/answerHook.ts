/**
 * The answer to one event of a host: payload in, the host's own answer out, with what was decided for the log.
 *
 * Invariant: whatever goes wrong at a gate closes it, and the answer says so. Never throws.
 */

import { isAbsolute } from 'node:path';
import { endpointOf } from './endpoint';
import type { HookEvent, HookHost, HookReply, HookVerdict } from './hookHost';
import { judgeAsk } from './judgeAsk';
import { isRefused, type Judgement } from './judgement';
import { closeEvent, openEvent } from './openEvent';
import { rootsOf } from './places';
import type { Hearing, HookParams, HookWorld } from './world';

export interface HookAnswer {
  readonly reply: HookReply;
  /** What was decided, for the log; empty where nothing was. */
  readonly heard: readonly HeardPart[];
}

export interface HeardPart extends Judgement {
  readonly host: HookHost;
  readonly event: HookEvent;
  readonly source: Hearing['source'];
  readonly bytes: number;
  /** Milliseconds until it was decided. */
  readonly decidedIn: number;
}

export async function answerHook(world: HookWorld, params: HookParams, clock: () => number): Promise<HookAnswer> {
  const opened = openEvent(params);
  if (opened.reply !== undefined) return { reply: opened.reply, heard: [] };
  const { host, event } = opened;
  try {
    return await hear(world, params, host, event, clock);
  } catch {
    // The error may quote what was read.
    const why = "it could not be judged; see 'portcullis service status'";
    return { reply: closeEvent(host, event, why), heard: [] };
  }
}

async function hear(
  world: HookWorld,
  params: HookParams,
  host: HookHost,
  event: HookEvent,
  clock: () => number,
): Promise<HookAnswer> {
  const begun = clock();
  const cwd = event.cwd !== undefined && isAbsolute(event.cwd) ? event.cwd : params.cwd;
  const roots = await rootsOf(world, { ...event, cwd }, params);
  return world.withPolicy(roots, async (policy) => {
    const endpoint = host.endpoint === undefined ? undefined : endpointOf(policy.policy, host.endpoint, params.env);
    const source = {
      tool: host.tool,
      ...(endpoint === undefined ? {} : { host: endpoint }),
      ...(event.model === undefined ? {} : { name: event.model }),
    };
    const hearing: Hearing = { world, policy, cwd, roots, env: params.env, canAsk: host.canAsk(event), source };
    const heard: HeardPart[] = [];
    let worst: Judgement | undefined;
    for (const ask of await withAddedFiles(world, host, event, cwd)) {
      const judgement = await judgeAsk(hearing, ask);
      const decidedIn = clock() - begun;
      heard.push({ ...judgement, host, event, source, bytes: Buffer.byteLength(params.payload), decidedIn });
      if (!isRefused(judgement)) continue;
      if (worst === undefined || judgement.decision.effect === 'block') worst = judgement;
      if (judgement.decision.effect === 'block') break;
    }
    return { reply: host.answer(event, verdictOf(worst)), heard };
  });
}

/** What a prompt takes along is judged like what it refers to. */
async function withAddedFiles(
  { chatFiles }: HookWorld,
  { addsFiles }: HookHost,
  { asks }: HookEvent,
  cwd: string,
): Promise<HookEvent['asks']> {
  if (!addsFiles || chatFiles === undefined || !asks.some(({ kind }) => kind === 'prompt')) return asks;
  const added = await chatFiles(cwd);
  return asks.map((ask) => (ask.kind === 'prompt' ? { ...ask, added } : ask));
}

function verdictOf(judgement: Judgement | undefined): HookVerdict {
  if (judgement === undefined) return { effect: 'allow', reason: '' };
  const { decision, cause, output } = judgement;
  const { name, version } = decision.policy;
  const how = decision.effect === 'ask' ? 'asks for your consent' : 'does not let this pass';
  const next = decision.effect === 'ask' ? '' : " Work without it; the policy's owner can make an exception.";
  return {
    effect: decision.effect === 'ask' ? 'ask' : 'block',
    reason: `Portcullis ${how}: ${cause}. Policy ${name} ${version}.${next}`,
    ...(output === undefined ? {} : { output }),
  };
}
