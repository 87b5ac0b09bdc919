/** The policies installed on this machine, followed as they change. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hasCaseInsensitivePaths, type StatePaths, workspaceLayerOf } from '../host/paths';
import { listPolicyFiles, readPolicyFile, watchPolicyFiles } from '../host/policyFile';
import { createPolicyMemory } from '../host/policyMemory';
import { wakeAt } from '../host/wakeAt';
import type { Fault } from './layerFile';
import { openPolicyStore, type PolicyStore } from './policyStore';

export const policyPollMs = 500;
/** A policy file that is gone for this long was removed, not replaced. */
const replacementMs = 500;

/**
 * Opens the policies in force on this machine; `folder` is where the program is.
 *
 * The managed policy's place comes first: it wins whatever the user installed.
 */
export function openInstalledPolicies(paths: StatePaths, folder: string, fault: Fault): Promise<PolicyStore> {
  return openPolicyStore({
    installed: [paths.managedPolicyFile, paths.policyFile],
    layerFolders: [paths.managedLayerFolder, paths.layerFolder],
    workspaceLayer: workspaceLayerOf,
    list: listPolicyFiles,
    memory: createPolicyMemory(paths),
    baseline: join(bundled(folder, 'policies'), 'baseline.yaml'),
    caseInsensitivePaths: hasCaseInsensitivePaths(process.platform),
    read: readPolicyFile,
    pause: () => pause(replacementMs),
    watch: (files, onChange) => watchPolicyFiles(files, policyPollMs, onChange),
    now: () => new Date(),
    wakeAt,
    fault,
  });
}

/** Returns a folder that comes with the program: beside dist/ where it is built, two folders up in the sources. */
export function bundled(folder: string, name: string): string {
  const beside = join(folder, '..', name);
  return existsSync(beside) ? beside : join(folder, '..', '..', name);
}
