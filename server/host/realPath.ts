/** Where a path leads. Knows nothing of what is there. */

import { realpath } from 'node:fs/promises';

/** Returns the path with all links resolved, `undefined` where there is nothing. */
export async function realPath(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
