/** What finding out about a machine needs of it. Handed in from the top. */

import type { ToolHome } from '../../agents/connect/tool';
import type { KeptRecords } from '../../host/keptRecords';
import type { ReadTextResult } from '../../host/readText';

export interface MachineAccess {
  readonly toolHome: ToolHome;
  readonly platform: NodeJS.Platform;
  /** What `connect` and `hook install` changed, by their names for it. */
  readonly connections: KeptRecords;
  readText(path: string, options: { readonly maxBytes: number }): Promise<ReadTextResult>;
  /** Returns the path with all links resolved, `undefined` where there is nothing. */
  realPath(path: string): Promise<string | undefined>;
  /** Runs a program for its version and returns what it prints; absent where nothing may be run. */
  askVersion?(program: string): Promise<string | undefined>;
}

/** A tool's settings file is not larger. */
export const mostSettingsBytes = 1024 * 1024;
