/**
 * The seed of every property test: the same in each run, so that a change is judged by itself and a failure comes back.
 *
 * `PORTCULLIS_TEST_SEED=random` draws another one; it is printed with each failure.
 */

import fc from 'fast-check';

const given = process.env.PORTCULLIS_TEST_SEED ?? '4711';
if (given !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given) });
