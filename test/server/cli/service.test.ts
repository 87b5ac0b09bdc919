/** `service status` and `service stop`. */

import assert from 'node:assert/strict';
import type { Status } from '../../../server/lsp/protocol';
import { type Bench, createBench } from './testHost';

const running: Status = {
  version: '1.2.3',
  pid: 42,
  policy: {
    name: 'acme',
    version: '7',
    digest: 'sha256:00',
    mode: 'enforce',
    source: 'strictest',
    problems: [{ path: '/etc/p.yaml', line: 1, column: 1, pointer: '', code: 'NOT_TEXT', message: 'm' }],
  },
  log: { path: '/state/log', size: 3, root: 'r' },
  clients: 1,
};

describe('portcullis service', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  const serviceThat = (status: Status | undefined) => {
    const refuse = async (): Promise<never> => assert.fail('not asked for');
    return { decide: refuse, classify: refuse, status: async () => status, stop: async () => status !== undefined };
  };

  it('status: says what is in force', async () => {
    const { code, stdout } = await bench.run(['service', 'status'], { service: serviceThat(running) });
    assert.match(stdout, /^running: version 1\.2\.3, process 42, 1 client$/m);
    assert.match(
      stdout,
      /^policy: acme 7, mode enforce \(the strictest default, since the installed one is broken\)$/m,
    );
    assert.match(stdout, /^problems: 1 in the installed files; see 'portcullis policy check \/etc\/p\.yaml'$/m);
    assert.match(stdout, /^log: \/state\/log, 3 entries$/m);
    assert.equal(code, 0);
  });

  it('status: as JSON', async () => {
    const args = ['service', 'status', '--format', 'json'];
    const found = await bench.run(args, { service: serviceThat(running) });
    assert.deepEqual(JSON.parse(found.stdout), { running: true, ...running });
    const absent = await bench.run(args, { service: serviceThat(undefined) });
    assert.deepEqual(JSON.parse(absent.stdout), { running: false });
    assert.equal(absent.code, 0);
  });

  it('stop: says whether there was one', async () => {
    assert.equal((await bench.run(['service', 'stop'], { service: serviceThat(running) })).stdout, 'stopped\n');
    const { code, stdout } = await bench.run(['service', 'stop'], { service: serviceThat(undefined) });
    assert.equal(stdout, 'the service was not running\n');
    assert.equal(code, 0);
  });
});
