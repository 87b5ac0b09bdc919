/** Reads the log that a test's service wrote, as `portcullis log show` does. */

import assert from 'node:assert/strict';
import { createLogFiles } from '../../../server/host/logFiles';
import type { Entry } from '../../../server/provenance/entry';
import { readEntries } from '../../../server/provenance/readEntries';
import type { Home } from '../service/builtService';

/** Returns the entry at the index; fails where the log has none. */
export async function readEntry(home: Home, index: number | undefined): Promise<Entry> {
  for await (const read of readEntries(createLogFiles(home.paths.logDirectory))) {
    if (read.index === index) return read.entry;
  }
  return assert.fail(`the log has no entry ${index}`);
}
