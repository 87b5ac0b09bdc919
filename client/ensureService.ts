/**
 * Starts the service where none runs, and finds the one that does. Runs the bundled program; imports nothing of it.
 */

import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import * as path from 'node:path';

/** What `service.js --ensure` prints. */
export interface RunningService {
  /** Path of the socket, or the named pipe on Windows. */
  readonly socket: string;
  readonly pid: number;
  readonly version: string;
}

const startDeadline = 20_000;
const longestAnswer = 64 * 1024;

/** Resolves with the running service. Rejects with a message that says why it could not be started. */
export function ensureService(extensionPath: string): Promise<RunningService> {
  return new Promise((resolve, reject) => {
    const program = path.join(extensionPath, 'dist', 'service.js');
    const child = spawn(process.execPath, [program, '--ensure'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: startDeadline,
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout = (stdout + chunk).slice(0, longestAnswer);
      const running = parseRunningService(stdout);
      if (running !== undefined) resolve(running);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(-longestAnswer);
    });
    child.on('error', (error) => reject(new Error(`${process.execPath} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      const last = stderr.trim().split('\n').at(-1) || `it ended with ${signal ?? `code ${code}`} and said nothing`;
      reject(new Error(`the service did not start: ${last}`));
    });
  });
}

/** Returns the service that a first line of output tells of, `undefined` while there is no such line. */
export function parseRunningService(output: string): RunningService | undefined {
  const end = output.indexOf('\n');
  if (end === -1) return undefined;
  try {
    const { socket, pid, version } = JSON.parse(output.slice(0, end));
    const isComplete = typeof socket === 'string' && socket !== '';
    return isComplete ? { socket, pid: Number(pid), version: String(version) } : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves with an open connection to the service's socket. */
export function openSocket(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
