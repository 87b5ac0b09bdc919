/**
 * Where Portcullis keeps its state on this machine, and where an organisation installs its policy.
 *
 * Pure: the machine is an argument. Knows no file's content.
 */

import { createHash } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join, posix, win32 } from 'node:path';

/** What of the machine decides the places. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly tmp: string;
  /** Tells users apart where a folder is shared: the numeric user id, or the name on Windows. */
  readonly user: string;
  readonly cwd: string;
}

export interface StatePaths {
  /** Holds log, keys and everything else that the service writes. */
  readonly stateDirectory: string;
  readonly logDirectory: string;
  /** The service's own diary; never holds content. */
  readonly serviceLog: string;
  /** The user-level organisation policy. */
  readonly policyFile: string;
  /** The policy installed by the machine's administrator; it always wins over `policyFile`. */
  readonly managedPolicyFile: string;
  /** Folders of lower layers beside the two: every YAML file in them counts. */
  readonly managedLayerFolder: string;
  readonly layerFolder: string;
  /** Holds the last good text of policy files that are this user's own. */
  readonly policyMemory: string;
  /** Folder of the socket, for its user alone; absent where the socket is a named pipe. */
  readonly socketDirectory?: string;
  /** Path of the Unix socket or name of the Windows pipe. */
  readonly socket: string;
}

/** The longest socket path that every supported system takes (macOS has the least room: 104 bytes with the NUL). */
const longestSocketPath = 100;

/**
 * Returns the places of all state.
 *
 * `PORTCULLIS_HOME` moves everything of the user into one folder; the managed policy's place can't be moved.
 */
export function statePaths(machine: Machine): StatePaths {
  const { join, resolve } = machine.platform === 'win32' ? win32 : posix;
  const home = machine.env['PORTCULLIS_HOME'];
  const { state, config } =
    home === undefined || home === ''
      ? usualFolders(machine)
      : { state: resolve(machine.cwd, home), config: join(resolve(machine.cwd, home), 'config') };
  return {
    stateDirectory: state,
    logDirectory: join(state, 'log'),
    serviceLog: join(state, 'service.log'),
    policyFile: join(config, 'policy.yaml'),
    managedPolicyFile: managedPolicyFile(machine),
    managedLayerFolder: join(managedPolicyFile(machine), '..', 'layers'),
    layerFolder: join(config, 'layers'),
    policyMemory: join(state, 'policies'),
    ...socketAt(machine, state),
  };
}

/** Returns the files and folders that nobody but this product and its administrators writes. */
export function ownPlaces(paths: StatePaths): readonly string[] {
  return [paths.stateDirectory, paths.policyFile, paths.layerFolder, paths.managedPolicyFile, paths.managedLayerFolder];
}

/** Returns where a workspace folder keeps its own layer; `root` and the result are paths of this machine. */
export function workspaceLayerOf(root: string): string {
  return join(root, '.portcullis', 'policy.yaml');
}

/** Returns this process's machine. */
export function thisMachine(): Machine {
  return {
    env: process.env,
    platform: process.platform,
    home: homedir(),
    tmp: tmpdir(),
    user: process.getuid === undefined ? userInfo().username : String(process.getuid()),
    cwd: process.cwd(),
  };
}

/** Reports whether paths of the machine's usual file system differ in case alone and still name one file. */
export function hasCaseInsensitivePaths(platform: NodeJS.Platform): boolean {
  return platform === 'win32' || platform === 'darwin';
}

function usualFolders(machine: Machine): { state: string; config: string } {
  switch (machine.platform) {
    case 'win32': {
      const base = win32.join(
        machine.env['LOCALAPPDATA'] ?? win32.join(machine.home, 'AppData', 'Local'),
        'Portcullis',
      );
      return { state: base, config: win32.join(base, 'config') };
    }
    case 'darwin': {
      const base = posix.join(machine.home, 'Library', 'Application Support', 'Portcullis');
      return { state: base, config: posix.join(base, 'config') };
    }
    default:
      return {
        state: posix.join(xdg(machine, 'XDG_STATE_HOME', '.local/state'), 'portcullis'),
        config: posix.join(xdg(machine, 'XDG_CONFIG_HOME', '.config'), 'portcullis'),
      };
  }
}

/** The XDG Base Directory Specification has relative values ignored. */
function xdg(machine: Machine, name: string, otherwise: string): string {
  const value = machine.env[name];
  return value !== undefined && posix.isAbsolute(value) ? value : posix.join(machine.home, otherwise);
}

function managedPolicyFile(machine: Machine): string {
  switch (machine.platform) {
    case 'win32':
      return win32.join(machine.env['ProgramData'] ?? 'C:\\ProgramData', 'Portcullis', 'policy.yaml');
    case 'darwin':
      return '/Library/Application Support/Portcullis/policy.yaml';
    default:
      return '/etc/portcullis/policy.yaml';
  }
}

function socketAt(machine: Machine, state: string): Pick<StatePaths, 'socket' | 'socketDirectory'> {
  const name = createHash('sha256').update(`${machine.user}\0${state}`).digest('hex').slice(0, 16);
  if (machine.platform === 'win32') return { socket: `\\\\.\\pipe\\portcullis-${name}` };
  const beside = posix.join(state, 'run', 'service.sock');
  if (Buffer.byteLength(beside) <= longestSocketPath) {
    return { socket: beside, socketDirectory: posix.dirname(beside) };
  }
  const roots = [machine.env['XDG_RUNTIME_DIR'], machine.tmp, '/tmp'];
  for (const root of roots) {
    if (root === undefined || !posix.isAbsolute(root)) continue;
    const directory = posix.join(root, `portcullis-${machine.user}`);
    const socket = posix.join(directory, `${name}.sock`);
    if (Buffer.byteLength(socket) <= longestSocketPath) return { socket, socketDirectory: directory };
  }
  return { socket: `/tmp/portcullis-${machine.user}/${name}.sock`, socketDirectory: `/tmp/portcullis-${machine.user}` };
}
