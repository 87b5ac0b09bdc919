/**
 * Puts the service together on this machine: the log, the policy, the socket.
 */

import type { Server } from 'node:net';
import { homedir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { createHookWorld } from '../agents/hooks/machine';
import { loadKeptKey } from '../host/keptKey';
import { createKeptRecords } from '../host/keptRecords';
import { createLineStore } from '../host/lineStore';
import { createLogFiles } from '../host/logFiles';
import { hasCaseInsensitivePaths, ownPlaces, type StatePaths } from '../host/paths';
import { readTextFile } from '../host/readText';
import { realPath } from '../host/realPath';
import type { ServiceLog } from '../host/serviceLog';
import { createSink } from '../host/sinks';
import { listenOnSocket } from '../host/socket';
import { waitOrStop } from '../host/wait';
import { createLazyAttest } from './egress/attest';
import { createEntryLog, type OpenLog } from './entryLog';
import { createEvidenceKeeper } from './evidence';
import { createGatewayThread } from './gateway/gatewayThread';
import { wantsGateway } from './gateway/wantedPort';
import { bundled, openInstalledPolicies } from './installedPolicies';
import { createLineRecords } from './lineRecords';
import { listFiles } from './listFiles';
import type { ProgramSelf } from './program';
import { createService, type Service } from './service';
import { createSinks } from './sinks';
import { tendLog } from './tendLog';

/** Serves on the socket, with the open log. Whoever calls holds its writer lock, and closes it where this throws. */
export async function startService(
  openLog: OpenLog,
  paths: StatePaths,
  self: ProgramSelf,
  diary: ServiceLog,
  idleMs: number,
): Promise<Service> {
  let server: Server | undefined;
  const policies = await openInstalledPolicies(paths, self.folder, diary.fault);
  const provenance = () => policies.current().compiled.policy.provenance;
  const sinks = createSinks({
    version: self.version,
    files: createLogFiles(paths.logDirectory),
    size: () => openLog.describe().size,
    specs: () => provenance()?.sinks ?? [],
    createSink,
    cursors: createKeptRecords(paths.stateDirectory, 'sinks'),
    random: Math.random,
    wait: waitOrStop,
    note: diary.note,
  });
  policies.onChange(() => void sinks.update());
  await sinks.update();
  const evidence = createEvidenceKeeper({
    spec: provenance,
    loadKey: () => loadKeptKey(paths.stateDirectory, 'evidence.key'),
  });
  const log = createEntryLog(openLog, paths.logDirectory, { evidence, sinks });
  const service = createService({
    version: self.version,
    pid: process.pid,
    policies,
    log,
    diary,
    createGateway(onChange) {
      const thread = createGatewayThread({
        setup: { task: 'gateway', version: self.version, folder: self.folder },
        programFile: self.file,
        append: log.appendSoon,
        note: diary.note,
        onChange,
      });
      const ensure = (): void => {
        if (wantsGateway(policies.current())) thread.ensure();
      };
      policies.onChange(ensure);
      ensure();
      return thread;
    },
    files: {
      readText: readTextFile,
      realPath,
      listFiles,
      hasCaseInsensitivePaths: hasCaseInsensitivePaths(process.platform),
    },
    attest: createLazyAttest(process.env),
    lines: createLineRecords(createLineStore(paths.stateDirectory)),
    createHookWorld: (withPolicy) => createHookWorld(ownPlaces(paths), withPolicy, () => new Date()),
    installedPolicies: [paths.managedPolicyFile, paths.policyFile],
    coverage: {
      machine: {
        toolHome: { home: homedir(), env: process.env },
        platform: process.platform,
        connections: createKeptRecords(paths.stateDirectory, 'connections'),
        readText: readTextFile,
        realPath,
      },
      // The HTTP stack is loaded only where somebody drills.
      startGateway: async (setup) => (await import('./gateway/startGateway')).startGateway(setup),
      drills: createKeptRecords(paths.stateDirectory, 'drills'),
    },
    docsBase: pathToFileURL(bundled(self.folder, 'docs')).href,
    idleMs,
    now: () => new Date(),
    // Closing the server also removes the socket's file, while the writer lock is still ours.
    stopListening: () => void server?.close(),
  });
  const endTending = tendLog(openLog, policies, paths, diary);
  void service.ended.then(endTending);
  server = await listenOnSocket(paths, (socket) => service.serve(socket, socket));
  diary.note(`serves on ${paths.socket}, version ${self.version}`);
  return service;
}
