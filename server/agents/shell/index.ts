/** What a command line reads and writes, whatever shell it is for. */

import { readPowerShell } from './powershell';
import { joinReadings, type Reading, type ShellPlace } from './reading';
import { readScript } from './script';

export type { GitUse, PathUse, Reading, SearchUse, ShellPlace } from './reading';

/** `any`: it isn't known which shell runs it, so both readings hold. */
export type Dialect = 'posix' | 'powershell' | 'any';

export function readCommandLine(source: string, dialect: Dialect, place: ShellPlace): Reading {
  if (dialect === 'posix') return readScript(source, place);
  if (dialect === 'powershell') return readPowerShell(source, place);
  return joinReadings([readScript(source, place), readPowerShell(source, place)]);
}
