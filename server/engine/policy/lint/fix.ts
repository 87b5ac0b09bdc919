/** What several lints share: how a fix is put together, and how an endpoint is compared. */

import type { Edit } from '../edits';
import { plain } from '../quoted';
import type { Fix } from './types';

/** Returns a fix, or `undefined` where there are no edits to make. */
export function fix(title: string, edits: readonly Edit[] | undefined, isPreferred = false): Fix | undefined {
  if (edits === undefined) return undefined;
  return { title: plain(title, 120), edits, ...(isPreferred ? { isPreferred } : {}) };
}

/** Returns an endpoint as it is compared: without slashes at its end. */
export function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
