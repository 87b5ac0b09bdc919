/** Times as they are given on the command line. */

import { CliError } from './cliError';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Returns an ISO 8601 time with zone, `undefined` for none; throws `CliError` for anything else. */
export function parseTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (form.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new CliError('USAGE', `'${text}' is not a time`, 'write it like 2026-11-21T05:00:00Z, with a zone');
}
