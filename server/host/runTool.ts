/** Runs small programs of the system, with input and a limit in time. Knows nothing of what they do. */

import { spawn } from 'node:child_process';
import type { RunTool } from './secretStore';

const limitMs = 20_000;

/** Runs a program found by name alone. One that waits for a user who isn't there is ended, and has then failed. */
export const runTool: RunTool = (program, args, input) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe', windowsHide: true, timeout: limitMs });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve(undefined) : reject(error)));
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    // A program that ends without reading its input has said why by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
