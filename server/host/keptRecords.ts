/** Small JSON records of this user, kept in a folder of the state for their user alone. */

import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateDirectory } from './privateDirectory';
import { writeTextFile } from './writeText';

export interface KeptRecords {
  /** Returns the record of that name; `undefined` where there is none, or none that can be read. */
  load(name: string): Promise<unknown>;
  save(name: string, record: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Returns the records in a folder of `directory`; names are file names. */
export function createKeptRecords(directory: string, folder: string): KeptRecords {
  const place = join(directory, folder);
  const fileOf = (name: string): string => join(place, `${name}.json`);
  return {
    async load(name) {
      try {
        return JSON.parse(await readFile(fileOf(name), 'utf8'));
      } catch {
        return undefined;
      }
    },
    async save(name, record) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      makePrivateDirectory(place);
      await writeTextFile(fileOf(name), `${JSON.stringify(record)}\n`, 0o600);
    },
    remove: (name) => rm(fileOf(name), { force: true }),
  };
}
