/** The ways of a drill against a real guard: each that works without it is held with it, or is known to go past. */

import assert from 'node:assert/strict';
import { type DrillSink, openDrillSink } from '../../../client/coverage/drillSink';
import { tryCanary, tryHarmless } from '../../../client/coverage/tryWays';
import { createWays } from '../../../client/coverage/ways';
import type { WayOut } from '../../../client/coverage/ways/way';
import { type EgressGuard, installEgressGuard } from '../../../client/egress/guard';

const canary = 'PORTCULLIS-CANARY-00000000000000000000000000000000';
const past = ['worker-thread', 'child-process'];
const absent = ['electron-net', ...(typeof globalThis.WebSocket === 'function' ? [] : ['websocket'])];
const never = new AbortController().signal;

describe('ways of a drill', function () {
  this.timeout(30_000);
  let sink: DrillSink;
  let ways: readonly WayOut[];
  let guard: EgressGuard | undefined;
  beforeEach(async () => {
    sink = await openDrillSink();
    ways = createWays();
  });
  afterEach(() => {
    guard?.uninstall();
    guard = undefined;
    for (const way of ways) way.dispose?.();
    sink.close();
  });

  function watch(): void {
    guard = installEgressGuard({
      ask: async ({ body }) =>
        'text' in body && body.text.includes(canary)
          ? { effect: 'refuse', status: 403, reason: 'no', body: '{}' }
          : { effect: 'allow' },
      extensions: () => [],
    });
    const endpoints = [sink.http, sink.http2];
    guard.setRegistry({ mode: 'enforce', hosts: [], endpoints, trusted: [] });
  }

  const by = (outcomes: readonly { way: string; outcome: string }[], outcome: string): string[] =>
    outcomes.filter((each) => each.outcome === outcome).map(({ way }) => way);

  it('all lead to the sink where nothing watches, and a canary arrives by each', async () => {
    const trials = await tryHarmless(ways, sink, never, () => undefined);
    assert.deepEqual(
      trials.filter(({ fault }) => fault !== undefined).map(({ way }) => way.id),
      absent.toSorted((a, b) => ways.findIndex(({ id }) => id === a) - ways.findIndex(({ id }) => id === b)),
    );
    const outcomes = await tryCanary(trials, sink, canary, never, () => undefined);
    assert.deepEqual(
      by(outcomes, 'through'),
      ways.map(({ id }) => id).filter((id) => !absent.includes(id)),
    );
  });

  it('are held by the guard but for those that go past the extension host', async () => {
    const trials = await tryHarmless(ways, sink, never, () => undefined);
    watch();
    const outcomes = await tryCanary(trials, sink, canary, never, () => undefined);
    assert.deepEqual(by(outcomes, 'through'), past);
    assert.equal(by(outcomes, 'held').length, ways.length - past.length - absent.length);
  });

  it('are not tried with the canary where the harmless text does not arrive', async () => {
    sink.close();
    const trials = await tryHarmless(ways, sink, never, () => undefined);
    const outcomes = await tryCanary(trials, sink, canary, never, () => undefined);
    assert.equal(by(outcomes, 'untried').length, ways.length);
  });

  it('stop where the drill is called off', async () => {
    const abort = new AbortController();
    const tried: string[] = [];
    const trying = tryHarmless(ways, sink, abort.signal, (way) => {
      tried.push(way);
      if (tried.length === 2) abort.abort();
    });
    await assert.rejects(trying, { name: 'AbortError' });
    assert.equal(tried.length, 2);
  });
});
