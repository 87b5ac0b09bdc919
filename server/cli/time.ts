/** Times as they are given on the command line. */

import type { Command } from 'commander';
import { CliError } from './cliError';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Returns an ISO 8601 time with zone, `undefined` for none; throws `CliError` for anything else. */
export function parseTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (form.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new CliError('USAGE', `'${text}' is not a time`, 'write it like 2026-11-21T05:00:00Z, with a zone');
}

export interface Period {
  /** Reports whether an ISO 8601 time in UTC is within. */
  has(time: string): boolean;
}

/** Declares `--since` and `--until`. */
export function definePeriod(command: Command): void {
  command
    .option('--since <time>', 'only entries from this time on, like 2026-11-21T05:00:00Z')
    .option('--until <time>', 'only entries before this time');
}

/** Returns the period given, all times for none; throws `CliError` for what is no time. */
export function periodFromOptions(options: Readonly<Record<string, unknown>>): Period {
  const since = parseTime(options['since'] as string | undefined)?.getTime() ?? Number.NEGATIVE_INFINITY;
  const until = parseTime(options['until'] as string | undefined)?.getTime() ?? Number.POSITIVE_INFINITY;
  return {
    has(time) {
      const at = Date.parse(time);
      return at >= since && at < until;
    },
  };
}
