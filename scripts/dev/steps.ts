/**
 * How the scripts tell what they are doing, run other programs and fail: one line a step, advice after an error.
 */

import { type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The checkout's root. */
export const root = path.resolve(__dirname, '../..');

/** A failure that its reader can do something about. */
export class Advice extends Error {
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

/** Prints an error as what happened and, where known, what to do next. */
export function printError(error: unknown): void {
  console.error(`portcullis: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof Advice) console.error(`  ${error.advice}`);
  else if (process.env['DEBUG'] && error instanceof Error) console.error(error.stack);
}

/** Runs one named step and prints how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  console.log(`· ${name}`);
  const started = Date.now();
  const result = await work();
  console.log(`  done in ${seconds(started)}`);
  return result;
}

/** Returns the time since `started` for people. */
export function seconds(started: number): string {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs a program with stdin closed and resolves with its exit code and what it printed; never rejects. */
export function capture(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a program that must succeed; its output is shown only where it fails. */
export async function must(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  advice: string,
): Promise<string> {
  const ran = await capture(command, args, options);
  if (ran.code === 0) return ran.output;
  throw new Advice(
    `${path.basename(command)} ${args.join(' ')} failed (exit ${ran.code})\n${ran.output.trimEnd()}`,
    advice,
  );
}

/** Runs a program with its output shown as it comes; resolves with the exit code. */
export function stream(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Returns a digest of files and of all but generated ones in folders, by path and content; absent ones count as such. */
export function digestOf(paths: readonly string[], base = root): string {
  const hash = createHash('sha256');
  for (const relative of paths) addTo(hash, base, relative);
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, base: string, relative: string): void {
  const absolute = path.join(base, relative);
  const stat = fs.statSync(absolute, { throwIfNoEntry: false });
  hash.update(`${relative}\0${stat ? (stat.isDirectory() ? 'folder' : stat.size) : 'absent'}\0`);
  if (stat?.isDirectory()) {
    const names = fs.readdirSync(absolute).filter((name) => !name.includes('.generated.'));
    for (const name of names.sort()) addTo(hash, base, path.join(relative, name));
  } else if (stat) hash.update(fs.readFileSync(absolute));
}

/** Runs `work` unless the stamp file says that it ran for this very digest; reports whether it ran. */
export async function unlessStamped(stamp: string, digest: string, work: () => Promise<void>): Promise<boolean> {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest) return false;
  fs.rmSync(stamp, { force: true });
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, digest);
  return true;
}

/** What is truthy of a type. */
type Truthy<T> = Exclude<NonNullable<T>, false | 0 | ''>;

/** Resolves with the first truthy result of `probe`; rejects with `what` after `ms`. */
export async function until<T>(what: string, probe: () => T | PromiseLike<T>, ms = 60_000): Promise<Truthy<T>> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await probe();
    if (value) return value as Truthy<T>;
    if (Date.now() > deadline) throw new Error(`timed out after ${ms / 1000} s waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
