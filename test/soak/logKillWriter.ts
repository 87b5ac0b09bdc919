/**
 * A process that appends to a log until it is killed: folder, number of appends and of callers, and how often the disk is
 * full, come as arguments. Prints `index id` for each acknowledged entry, at once.
 */

import { randomBytes, randomInt } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogFiles } from '../../server/host/logFiles';
import type { LogFiles } from '../../server/provenance/files';
import { openLog } from '../../server/provenance/log';
import { LogError } from '../../server/provenance/logError';
import { earlierKeys, sampleInput } from '../server/provenance/sample';

async function main(folder: string, appends: number, callers: number, fullEvery: number): Promise<void> {
  const files = createFaultyFiles(createLogFiles(folder), fullEvery);
  const log = await openLog(files, { clock: Date.now, random: randomBytes, keys: earlierKeys }).catch((error) => {
    if (fullEvery === 0) throw error;
    return undefined;
  });
  let next = 0;
  const caller = async (n: number) => {
    while (log && next < appends) {
      try {
        const { index, id } = await log.append(sampleInput(next++));
        writeSync(1, `${index} ${id}\n`);
        // Callers that publish as well, so that kills hit every step.
        if (n === 0 && index % 20 === 0) await log.publish();
      } catch (error) {
        if (!(error instanceof LogError) || error.code !== 'LOG_DISK_FULL') throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)));
}

/** A disk whose fsync is slow at times, and that is full for one operation in `every`; part of a write is then done. */
function createFaultyFiles(files: LogFiles, every: number): LogFiles {
  if (every === 0) return files;
  const isFull = () => randomInt(every) === 0;
  const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  return {
    ...files,
    async replace(name, bytes) {
      if (isFull()) throw full();
      await files.replace(name, bytes);
    },
    async openTail(name) {
      const tail = await files.openTail(name);
      return {
        ...tail,
        async write(bytes, position) {
          if (!isFull()) return tail.write(bytes, position);
          await tail.write(bytes.subarray(0, randomInt(bytes.length)), position);
          throw full();
        },
        async sync() {
          await pause(randomInt(4));
          if (isFull()) throw full();
          await tail.sync();
        },
      };
    },
  };
}

const [folder = '', appends, callers, fullEvery] = process.argv.slice(2);
main(folder, Number(appends), Number(callers), Number(fullEvery));
