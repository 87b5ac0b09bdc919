/**
 * A process that appends to a log until it is killed: folder, number of appends and of callers come as arguments. Prints
 * `index id` for each acknowledged entry, at once.
 */

import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createLogFiles } from '../../server/host/logFiles';
import { openLog } from '../../server/provenance/log';
import { sampleInput } from '../server/provenance/sample';

async function main(folder: string, appends: number, callers: number): Promise<void> {
  const log = await openLog(createLogFiles(folder), { clock: Date.now, random: randomBytes });
  let next = 0;
  const caller = async (n: number) => {
    while (next < appends) {
      const { index, id } = await log.append(sampleInput(next++));
      writeSync(1, `${index} ${id}\n`);
      // Callers that publish as well, so that kills hit every step.
      if (n === 0 && index % 20 === 0) await log.publish();
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)));
}

const [folder = '', appends, callers] = process.argv.slice(2);
main(folder, Number(appends), Number(callers));
