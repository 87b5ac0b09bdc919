/**
 * Measures the policy: 5,000 globs over 100,000 paths, compiled into one matcher and by minimatch glob by glob.
 *
 * Run with `npx tsx test/bench/policy.ts [--full]`; `--full` asks minimatch for all paths instead of a sample.
 */

import { measureGlobs } from './globs';

const sample = process.argv.includes('--full') ? 1 : 0.01;
measureGlobs({ files: 100_000, globs: 5_000, sample });
