/** What the commands about the gateway use of the machine beside a command's usual host. */

import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { ToolHome } from '../../agents/connect/tool';
import type { PortHolder } from '../../host/gateway/portHolder';
import { type GatewayToken, loadGatewayToken } from '../../host/gateway/token';
import { createKeptRecords, type KeptRecords } from '../../host/keptRecords';
import type { StatePaths } from '../../host/paths';
import { watchPolicyFiles } from '../../host/policyFile';
import type { GatewaySetup } from '../../service/gateway/startGateway';
import { openInstalledPolicies, policyPollMs } from '../../service/installedPolicies';
import type { PolicyStore } from '../../service/policyStore';

export interface GatewayAccess {
  /** Starts a gateway in this process. Throws `PortHeldError`. */
  start(setup: GatewaySetup): Promise<{ readonly baseUrl: string; close(): Promise<void> }>;
  loadToken(): Promise<GatewayToken>;
  findHolder(port: number, token: string): Promise<PortHolder>;
  /** Opens the policies in force on this machine. */
  openPolicies(fault: (during: string, error: unknown) => void): Promise<PolicyStore>;
  /** Calls back after any of the files was changed; returns a function that stops it. */
  watch(paths: readonly string[], onChange: () => void): () => void;
  /** Opens a file to add lines to, for its user alone; `fault` is told once where that fails. */
  appendTo(path: string, fault: (error: Error) => void): LineFile;
  readonly toolHome: ToolHome;
  /** Makes a folder, for its user alone where it is new. */
  makeFolder(path: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** What `connect` changed, so that it can be undone. */
  readonly connections: KeptRecords;
}

export interface LineFile {
  add(line: string): void;
  /** Waits until all lines are in the file. */
  close(): Promise<void>;
}

/** Returns the access for this user; `folder` is where the program is. */
export function createGatewayAccess(paths: StatePaths, folder: string): GatewayAccess {
  return {
    // The HTTP stack is loaded only by commands that need it.
    start: async (setup) =>
      (await import('../../service/gateway/startGateway')).startGateway({ ...setup, warmsUp: true }),
    loadToken: () => loadGatewayToken(paths.stateDirectory),
    findHolder: async (port, token) => (await import('../../host/gateway/portHolder')).findPortHolder(port, token),
    openPolicies: (fault) => openInstalledPolicies(paths, folder, fault),
    watch: (files, onChange) => watchPolicyFiles(files, policyPollMs, onChange),
    appendTo(path, fault) {
      const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
      const closed = new Promise<void>((resolve) => stream.once('close', resolve));
      // The gateway goes on where its log's disk is full.
      stream.once('error', fault);
      return {
        add: (line) => void stream.write(`${line}\n`),
        close: () => {
          stream.end();
          return closed;
        },
      };
    },
    toolHome: { home: homedir(), env: process.env },
    async makeFolder(path) {
      await mkdir(path, { recursive: true, mode: 0o700 });
    },
    removeFile: (path) => rm(path, { force: true }),
    connections: createKeptRecords(paths.stateDirectory, 'connections'),
  };
}
