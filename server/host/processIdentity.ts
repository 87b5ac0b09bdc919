/**
 * Which process someone is, so that a dead one is not mistaken for a later one with the same number. Knows no locks.
 */

import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start time as the system counts it; absent where it doesn't tell (macOS, Windows). */
  readonly started?: string;
  /** When the machine started, seconds since 1970, where `started` is absent. */
  readonly booted?: number;
}

export async function identifyProcess(pid: number = process.pid): Promise<ProcessIdentity> {
  const started = await readStart(pid);
  return started === undefined ? { pid, booted: bootTime() } : { pid, started };
}

/**
 * Reports whether that very process lives.
 *
 * Without start times a later process of the same boot with the same number passes for it.
 */
export async function isAlive({ pid, started, booted }: ProcessIdentity): Promise<boolean> {
  // A clock that was set shifts the boot time; two minutes are more than a correction, less than a restart is apart.
  if (booted !== undefined && Math.abs(booted - bootTime()) > 120) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const current = await readStart(pid);
  return current === undefined || started === undefined || current === started;
}

function bootTime(): number {
  return Math.round(Date.now() / 1000 - uptime());
}

/** Reads field 22 of /proc/<pid>/stat (proc(5)), behind the boot's id since it counts from the boot. */
async function readStart(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name in parentheses may hold anything; the last one closes it, and field 3 follows.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended, only its parent has not looked yet.
    return `${boot.trim()} ${fields[0] === 'Z' ? 'ended' : fields[19]}`;
  } catch {
    return undefined;
  }
}
