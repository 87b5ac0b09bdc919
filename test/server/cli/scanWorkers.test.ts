/** Scans by several workers: the same outcome as by one thread, lost workers told, and a quick end. */

import assert from 'node:assert/strict';
import type { Outcome } from '../../../server/cli/scan/lookInto';
import { lookInto } from '../../../server/cli/scan/lookInto';
import type { Job, JobDone, WorkerSetup } from '../../../server/cli/scan/worker';
import { createWorkerPool, type ScanWorker, type StartScanWorker } from '../../../server/cli/scan/workerPool';
import { builtinDetectors } from '../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../server/engine/detect/compile';
import { readTextHere } from '../../../server/host/readTextSync';
import { type Bench, createBench, fakeKey } from './testHost';

const nothing: Outcome = { kind: 'scanned', findings: [], remarks: [], exhausted: false };
const file = (path: string) => ({ path, absolute: `/${path}` });
const setup: WorkerSetup = { task: 'scan', now: 0, suppressions: true, maxBytes: 1000 };

/** Starts workers that answer when told to, and remembers them. */
function createFakes() {
  const started: { jobs: Job[]; done(outcome?: Outcome): void; die(reason: string): void; stopped: boolean }[] = [];
  const start: StartScanWorker = () => {
    let tell = (_: JobDone): void => undefined;
    let end = (_: string): void => undefined;
    const fake = {
      jobs: [] as Job[],
      stopped: false,
      done(outcome = nothing) {
        const job = fake.jobs.at(-1) as Job;
        tell({ id: job.id, outcomes: job.files.map(() => outcome) });
      },
      die: (reason: string) => end(reason),
    };
    started.push(fake);
    return {
      send: (job) => void fake.jobs.push(job),
      onDone: (listener) => (tell = listener),
      onEnd: (listener) => (end = listener),
      stop: () => (fake.stopped = true),
    } as ScanWorker;
  };
  return { started, start };
}

describe('createWorkerPool', () => {
  it('starts workers as there is work, and gives each one job at a time', async () => {
    const { started, start } = createFakes();
    const pool = createWorkerPool(start, setup, 2);
    assert.equal(started.length, 0);
    const answers = ['a', 'b', 'c'].map((path) => pool.run([file(path)]));
    assert.deepEqual(
      started.map(({ jobs }) => jobs.length),
      [1, 1],
    );
    started[1]?.done();
    assert.equal(started[1]?.jobs.length, 2);
    started[0]?.done();
    started[1]?.done();
    assert.deepEqual(await Promise.all(answers), [[nothing], [nothing], [nothing]]);
  });

  it('names every file of a worker that ended, and starts another for the rest', async () => {
    const { started, start } = createFakes();
    const pool = createWorkerPool(start, setup, 1);
    const lost = pool.run([file('a'), file('b')]);
    const next = pool.run([file('c')]);
    started[0]?.die('ERR_WORKER_OUT_OF_MEMORY');
    const failed = { kind: 'failed', message: 'not scanned, its worker ended: ERR_WORKER_OUT_OF_MEMORY' };
    assert.deepEqual(await lost, [failed, failed]);
    assert.equal(started.length, 2);
    started[1]?.done();
    assert.deepEqual(await next, [nothing]);
  });

  it('names the files where no worker can be started', async () => {
    const pool = createWorkerPool(
      () => {
        throw new RangeError('none');
      },
      setup,
      2,
    );
    assert.deepEqual(await pool.run([file('a')]), [
      { kind: 'failed', message: 'not scanned, its worker ended: RangeError' },
    ]);
  });

  it('ends workers and what is under way when stopped', async () => {
    const { started, start } = createFakes();
    const pool = createWorkerPool(start, setup, 1);
    const answers = [pool.run([file('a')]), pool.run([file('b')])];
    pool.stop();
    assert.deepEqual(await Promise.all([...answers, pool.run([file('c')])]), [undefined, undefined, undefined]);
    assert.equal(started[0]?.stopped, true);
  });
});

describe('portcullis scan by workers', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    for (let index = 0; index < 400; index++) {
      bench.write(`f${index}.ts`, index % 50 === 0 ? `x\n${fakeKey}` : 'const a = 1;\n');
    }
    bench.write('f250.bin', Buffer.from([0]));
  });
  afterEach(() => bench.remove());

  const { scanner } = compileDetectors(builtinDetectors, { vet: false });

  /** A worker in this thread that does the work of a real one; `outcomeOf` may say otherwise for a file. */
  const inThread = (outcomeOf: (path: string) => Outcome | undefined = () => undefined): StartScanWorker => {
    return ({ now, suppressions, maxBytes }) => {
      let tell = (_: JobDone): void => undefined;
      const look = async ({ id, files }: Job): Promise<JobDone> => {
        const outcomes = files.map(async ({ path, absolute }) => {
          const content = await readTextHere(absolute, { maxBytes });
          return outcomeOf(path) ?? lookInto(path, content, { scanner, now, suppressions });
        });
        return { id, outcomes: await Promise.all(outcomes) };
      };
      return {
        send: (job) => void look(job).then((done) => tell(done)),
        onDone: (listener) => (tell = listener),
        onEnd: () => undefined,
        stop: () => undefined,
      } as ScanWorker;
    };
  };

  it('finds the same in the same order', async () => {
    const args = ['scan', '--format', 'json', '.'];
    const alone = await bench.run(args);
    let started = 0;
    const startScanWorker: StartScanWorker = (given) => {
      started++;
      return inThread()(given);
    };
    assert.deepEqual(await bench.run(args, { startScanWorker, cores: 2 }), alone);
    assert.ok(started > 0);
    started = 0;
    await bench.run(['scan', '--jobs', '1', '.'], { startScanWorker, cores: 2 });
    await bench.run(['scan', 'f1.ts'], { startScanWorker, cores: 2 });
    assert.equal(started, 0, 'none are started for one job or little work');
    assert.equal(JSON.parse(alone.stdout).findings.length, 8);
  });

  it('tells a worker’s failures, and scans what is too large for one itself', async () => {
    const startScanWorker = inThread((path) => {
      if (path === 'f90.ts') return { kind: 'failed', message: 'internal error: RangeError' };
      return path === 'f96.ts' ? { kind: 'too-large', size: 20_000_000 } : undefined;
    });
    bench.write('f96.ts', fakeKey);
    const { code, stdout, stderr } = await bench.run(['scan', '.'], { startScanWorker, cores: 2 });
    assert.match(stderr, /^portcullis: error: f90\.ts: internal error: RangeError$/m);
    assert.match(stdout, /^f96\.ts:1:1 /m);
    assert.equal(code, 2);
  });

  it('ends at once when interrupted while workers are busy', async () => {
    let stopped = 0;
    const startScanWorker: StartScanWorker = () => ({
      send: () => bench.interruption.abort(),
      onDone: () => undefined,
      onEnd: () => undefined,
      stop: () => void stopped++,
    });
    const { code, stdout } = await bench.run(['scan', '--format', 'json', '.'], { startScanWorker, cores: 2 });
    assert.equal(JSON.parse(stdout).complete, false);
    assert.equal(code, 130);
    assert.ok(stopped > 0);
  });
});
