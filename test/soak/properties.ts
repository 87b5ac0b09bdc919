/**
 * All property tests again and again, each time with another seed.
 *
 * Usage: `npx tsx test/soak/properties.ts [rounds]`. Fails with the first round that does; fast-check prints its seed.
 */

import { spawnSync } from 'node:child_process';

const rounds = Number(process.argv[2] ?? 10);
const mocha = require.resolve('mocha/bin/mocha.js');
for (let round = 1; round <= rounds; round++) {
  const seed = String(Math.floor(Math.random() * 2 ** 31));
  console.log(`round ${round} of ${rounds}, seed ${seed}`);
  const env = { ...process.env, PORTCULLIS_TEST_SEED: seed };
  const { status } = spawnSync(
    process.execPath,
    [mocha, '--parallel', '--jobs', '2', '--reporter', 'dot', 'test/server/**/*.property.test.ts'],
    {
      env,
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exit(1);
}
