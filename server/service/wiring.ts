/**
 * Puts the service together on this machine: the log, the policy, the socket.
 */

import { existsSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { hasCaseInsensitivePaths, type StatePaths, workspaceLayerOf } from '../host/paths';
import { listPolicyFiles, readPolicyFile, watchPolicyFiles } from '../host/policyFile';
import { createPolicyMemory } from '../host/policyMemory';
import { readTextFile } from '../host/readText';
import { realPath } from '../host/realPath';
import type { ServiceLog } from '../host/serviceLog';
import { listenOnSocket } from '../host/socket';
import { wakeAt } from '../host/wakeAt';
import { createEntryLog, type OpenLog } from './entryLog';
import { listFiles } from './listFiles';
import { openPolicyStore, type PolicyStore } from './policyStore';
import type { ProgramSelf } from './program';
import { createService, type Service } from './service';

const policyPollMs = 500;
/** A policy file that is gone for this long was removed, not replaced. */
const replacementMs = 500;

/** Serves on the socket, with the open log. Whoever calls holds its writer lock, and closes it where this throws. */
export async function startService(
  openLog: OpenLog,
  paths: StatePaths,
  self: ProgramSelf,
  diary: ServiceLog,
  idleMs: number,
): Promise<Service> {
  let server: Server | undefined;
  const service = createService({
    version: self.version,
    pid: process.pid,
    policies: await openPolicies(paths, self.folder, diary),
    log: createEntryLog(openLog, paths.logDirectory),
    diary,
    files: {
      readText: readTextFile,
      realPath,
      listFiles,
      hasCaseInsensitivePaths: hasCaseInsensitivePaths(process.platform),
    },
    installedPolicies: [paths.managedPolicyFile, paths.policyFile],
    docsBase: pathToFileURL(bundled(self.folder, 'docs')).href,
    idleMs,
    now: () => new Date(),
    // Closing the server also removes the socket's file, while the writer lock is still ours.
    stopListening: () => void server?.close(),
  });
  server = await listenOnSocket(paths, (socket) => service.serve(socket, socket));
  diary.note(`serves on ${paths.socket}, version ${self.version}`);
  return service;
}

/** The managed policy's place comes first: it wins whatever the user installed. */
function openPolicies(paths: StatePaths, folder: string, diary: ServiceLog): Promise<PolicyStore> {
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
    fault: diary.fault,
  });
}

/** Returns a folder that comes with the program: beside dist/ where it is built, two folders up in the sources. */
function bundled(folder: string, name: string): string {
  const beside = join(folder, '..', name);
  return existsSync(beside) ? beside : join(folder, '..', '..', name);
}
