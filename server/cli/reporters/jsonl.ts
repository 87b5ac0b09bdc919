/** A scan's findings as JSON, one a line: the Finding shape of contract.md. */

import type { CreateReporter } from './reporter';

export const createJsonlReporter: CreateReporter = (host) => ({
  start: async () => undefined,
  async findings(findings) {
    if (findings.length > 0)
      await host.stdout.write(findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''));
  },
  async end({ binary }) {
    for (const path of binary) await host.stderr.write(`binary, not read: ${JSON.stringify(path)}\n`);
  },
});
