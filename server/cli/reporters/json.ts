/** A scan's outcome as one JSON object, written as it comes and closed properly even where the scan was interrupted. */

import type { CreateReporter } from './reporter';

/**
 * Writes `{version, findings, binary, errors, scanned, complete}`, with `suppressed`, `known` and `warnings` where there
 * are any; `version` is that of this form.
 */
export const createJsonReporter: CreateReporter = (host) => {
  let separator = '';
  return {
    start: () => host.stdout.write('{"version":1,"findings":['),
    async findings(findings) {
      if (findings.length === 0) return;
      const text = findings.map((finding) => JSON.stringify(finding)).join(',\n');
      await host.stdout.write(`${separator}\n${text}`);
      separator = ',';
    },
    async end({ complete, scanned, suppressed, known, binary, errors, remarks }) {
      const rest = {
        binary,
        errors: errors.map(({ path, message }) => ({ path, message })),
        scanned,
        complete,
        ...(suppressed === 0 ? {} : { suppressed }),
        ...(known === 0 ? {} : { known }),
        ...(remarks.length === 0 ? {} : { warnings: remarks }),
      };
      await host.stdout.write(`\n],${JSON.stringify(rest).slice(1)}\n`);
    },
  };
};
