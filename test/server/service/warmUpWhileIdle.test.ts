/** When the gateway warms up: beside nobody's request, within its time, and unnoticed. */

import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CompiledPolicy } from '../../../server/engine/policy/compiled';
import type { Gateway, GatewayRequest, GatewayResponse } from '../../../server/gateway/types';
import { warmUpWhileIdle } from '../../../server/service/gateway/warmUpWhileIdle';
import { policyOf, upstream } from '../gateway/gatewayRig';

const request: GatewayRequest = {
  method: 'GET',
  path: '/v1/models',
  headers: [],
  body: new Uint8Array(),
  signal: new AbortController().signal,
};

describe('a gateway that warms up while it is idle', () => {
  /** Counts what the warm-up looks at; the gateway's own requests wait for `answer`. */
  function start(clock: () => number = () => 0) {
    const policy = policyOf((text) => `${text}\ngateway: { upstreams: { openai: "https://api.openai.com" } }\n`);
    const { scanner } = policy;
    const seen = { scans: 0 };
    const scan: typeof scanner.scan = (text, path) => {
      seen.scans++;
      return scanner.scan(text, path);
    };
    const counted: CompiledPolicy = { ...policy, scanner: { ...scanner, scan } };
    let answer: () => void = () => undefined;
    const slow: Gateway = {
      handle: () =>
        new Promise<GatewayResponse>((resolve) => {
          answer = () => resolve({ status: 200, headers: [], body: new Uint8Array() });
        }),
    };
    return { gateway: warmUpWhileIdle(slow, () => counted, clock), seen, answer: () => answer() };
  }

  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) await nextTurn();
  }

  /** The last turn is far: a request under way is asked after by the clock. */
  async function until(holds: () => boolean): Promise<void> {
    for (let turn = 0; turn < 1_000_000 && !holds(); turn++) await nextTurn();
    assert.ok(holds());
  }

  it('makes way for a request, and goes on behind it', async () => {
    const { gateway, seen, answer } = start();
    const answered = gateway.handle(upstream, request);
    gateway.begin();
    await turns(50);
    assert.equal(seen.scans, 0);
    answer();
    assert.equal((await answered).status, 200);
    await until(() => seen.scans > 0);
    gateway.stop();
  });

  it('ends when it is stopped', async () => {
    const { gateway, seen } = start();
    gateway.begin();
    await until(() => seen.scans > 0);
    gateway.stop();
    const { scans } = seen;
    await turns(50);
    assert.ok(seen.scans <= scans + 1);
  });

  it('ends when its time is over', async () => {
    let time = 0;
    const { gateway, seen } = start(() => time);
    gateway.begin();
    await until(() => seen.scans > 0);
    time = 1_000_000;
    const { scans } = seen;
    await turns(50);
    assert.ok(seen.scans <= scans + 1);
  });
});
