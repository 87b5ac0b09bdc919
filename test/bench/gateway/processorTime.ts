/** How long a process has been running on processors: what it costs, however busy the machine is beside it. */

import { readdirSync, readFileSync } from 'node:fs';

/** Returns the milliseconds of all threads of a process; NaN where the system doesn't tell (all but Linux). */
export function processorTime(pid: number): number {
  try {
    const tasks = `/proc/${pid}/task`;
    const times = readdirSync(tasks).map((task) => readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]);
    return times.reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1e6, 0);
  } catch {
    return Number.NaN;
  }
}
