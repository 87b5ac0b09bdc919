/**
 * Mocha root hook for the UI tests: a screenshot of every open workbench where a test failed.
 */

import { openWorkbenches } from './workbench';

export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state !== 'failed') return;
    const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
    for (const workbench of openWorkbenches) await workbench.shot(`failed-${name}`);
  },
};
