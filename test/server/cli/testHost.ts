/** A command's host for tests: real folders and files, captured output, a clock that stands still. Needs no process. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliHost, Output } from '../../../server/cli/host';
import { run } from '../../../server/cli/run';
import { createFileOutput } from '../../../server/host/fileOutput';
import { loadFingerprintKey } from '../../../server/host/fingerprintKey';
import { createLogFiles } from '../../../server/host/logFiles';
import { readPolicyFile } from '../../../server/host/policyFile';
import { readTextFile } from '../../../server/host/readText';
import { realPath } from '../../../server/host/realPath';
import { walkFiles } from '../../../server/host/walk';
import { acquireWriterLock } from '../../../server/host/writerLock';
import { writeTextFile } from '../../../server/host/writeText';

/** A fake credential in the form of an AWS access key id. */
export const fakeKey = ['AKIA', 'Z7QHX5VRPLKNMW3D'].join('');

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Bench {
  readonly folder: string;
  write(path: string, content: string | Uint8Array): string;
  run(args: readonly string[], changes?: Partial<CliHost> & { readonly input?: string | Uint8Array }): Promise<Outcome>;
  /** The files of the host, for tests that change one of them. */
  readonly files: CliHost['files'];
  /** What the host's `signal` follows. */
  readonly interruption: AbortController;
  remove(): void;
}

/** Returns a fresh folder to run commands in; its state folder lies beside it. */
export function createBench(): Bench {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-cli-')));
  const folder = join(top, 'work');
  mkdirSync(folder);
  const files = {
    readText: readTextFile,
    readPolicy: (path: string) => readPolicyFile(path, true),
    walk: walkFiles,
    writeText: writeTextFile,
    create: createFileOutput,
    realPath,
  };
  const interruption = new AbortController();
  return {
    folder,
    files,
    interruption,
    write(path, content) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    async run(args, { input = '', ...changes } = {}) {
      const stdout = createCapture();
      const stderr = createCapture();
      const host: CliHost = {
        stdin: (async function* () {
          yield input;
        })(),
        stdout,
        stderr,
        cwd: folder,
        env: {},
        platform: process.platform,
        version: '1.2.3',
        signal: interruption.signal,
        files,
        service: absentService,
        logDirectory: join(top, 'state', 'log'),
        lockLog: acquireWriterLock,
        logFiles: createLogFiles,
        now: () => new Date('2026-11-21T05:00:00Z'),
        fingerprintKey: () => loadFingerprintKey(join(top, 'state')),
        ...changes,
      };
      return { code: await run(args, host), stdout: stdout.text(), stderr: stderr.text() };
    },
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

/** Returns an output that keeps what is written. */
export function createCapture(isTTY = false): Output & { text(): string } {
  const written: string[] = [];
  return {
    isTTY,
    text: () => written.join(''),
    write: async (text) => void written.push(text),
  };
}

const refuse = async (): Promise<never> => {
  throw new Error('this command must not ask the service');
};
const absentService: CliHost['service'] = { decide: refuse, classify: refuse, status: refuse, stop: refuse };
