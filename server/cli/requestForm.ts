/** Checks a request before it is decided about, and says all that is wrong with it. */

import type { Levels } from '../engine/label';
import { parseRequest } from '../engine/request';
import type { Request } from '../engine/types';
import { CliError } from './cliError';

/** Returns the request; throws `CliError` that lists every problem with its place. */
export function checkRequest(value: unknown, levels: Levels): Request {
  const { request, problems } = parseRequest(value, levels);
  if (request !== undefined) return request;
  throw new CliError(
    'INPUT',
    `the request is malformed:\n${problems.join('\n')}`,
    'its form is policies/schemas/request.schema.json',
  );
}
