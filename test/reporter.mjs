/**
 * Mocha's spec report on the console; the counts go as JSON lines to the file named by TEST_COUNTS, for `npm test`.
 */

import fs from 'node:fs';
import mocha from 'mocha';

export default class CountingReporter extends mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TEST_COUNTS;
    if (!file) return;
    // As they come, so that a run that is cut short has told what it got to.
    const count = (counts) => fs.appendFileSync(file, `${JSON.stringify(counts)}\n`);
    count({ passed: 0, failed: 0 });
    runner.on('pass', () => count({ passed: 1, failed: 0 }));
    runner.on('fail', () => count({ passed: 0, failed: 1 }));
  }
}
