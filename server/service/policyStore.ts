/**
 * Keeps the policy in force: the managed file, else the user-level one, else the baseline; a broken one never weakens.
 *
 * Invariant: between two good policies the earlier one holds until the later one is compiled.
 */

import { type CompiledPolicy, compilePolicy } from '../engine/policy/compile';
import { parsePolicy } from '../engine/policy/parse';
import { strictestPolicy } from '../engine/policy/strictest';
import { digestOf, type PolicyText } from '../host/policyFile';
import type { PolicyProblem } from '../lsp/protocol';
import type { InForce } from '../lsp/services';

export interface PolicyStoreOptions {
  /** The places of an installed policy; the first that has a file is the installed one, good or broken. */
  readonly installed: readonly string[];
  readonly baseline: string;
  readonly caseInsensitivePaths: boolean;
  read(path: string): Promise<PolicyText>;
  /** Resolves after a pause; a file that is being replaced is back by then. */
  pause(): Promise<void>;
  watch(paths: readonly string[], onChange: () => void): () => void;
  fault(during: string, error: unknown): void;
}

export interface PolicyStore {
  current(): InForce;
  /** Reads the files again; resolves once what they say is in force. */
  reload(): Promise<void>;
  onChange(listener: () => void): () => void;
  close(): void;
}

/** Returns the store with the installed policy in force. Never throws for what a file holds. */
export async function openPolicyStore(options: PolicyStoreOptions): Promise<PolicyStore> {
  const listeners = new Set<() => void>();
  const lastGood = new Map<string, CompiledPolicy>();
  let installedAt: string | undefined;
  let inForce = strictest(options, []);
  let reloading = Promise.resolve();

  async function load(isFirst: boolean): Promise<void> {
    let installed = await readInstalled(options);
    if (!isFirst && installed?.path !== installedAt && installedAt !== undefined) {
      // Editors and deployment tools replace files by removing them first.
      await options.pause();
      installed = await readInstalled(options);
    }
    const next = installed === undefined ? await readBaseline(options) : judge(options, lastGood, installed);
    installedAt = installed?.path;
    if (!isFirst && isSame(next, inForce)) return;
    inForce = next;
    for (const listener of listeners) listener();
  }

  await load(true);
  const reload = (): Promise<void> => {
    reloading = reloading.then(() => load(false)).catch((error) => options.fault('loading the policy', error));
    return reloading;
  };
  const stop = options.watch(options.installed, () => void reload());
  // A file that changed before it was watched would stay unnoticed.
  await reload();
  return {
    current: () => inForce,
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stop();
      listeners.clear();
    },
  };
}

interface Installed {
  readonly path: string;
  readonly file: Exclude<PolicyText, { kind: 'missing' }>;
}

async function readInstalled({ installed, read }: PolicyStoreOptions): Promise<Installed | undefined> {
  for (const path of installed) {
    const file = await read(path);
    if (file.kind !== 'missing') return { path, file };
  }
  return undefined;
}

function judge(options: PolicyStoreOptions, lastGood: Map<string, CompiledPolicy>, installed: Installed): InForce {
  const { path } = installed;
  const { compiled, problems } = compile(options, installed);
  if (compiled !== undefined) {
    lastGood.set(path, compiled);
    return { compiled, source: 'organisation', path, problems: [] };
  }
  // A good policy of another place says nothing about what this one asks for.
  const earlier = lastGood.get(path);
  return earlier === undefined
    ? strictest(options, problems)
    : { compiled: earlier, source: 'organisation', path, problems };
}

async function readBaseline(options: PolicyStoreOptions): Promise<InForce> {
  const file = await options.read(options.baseline);
  if (file.kind === 'missing') {
    return strictest(options, [
      problemAt(options.baseline, 'NOT_TEXT', 'the baseline policy is missing', 'install Portcullis again'),
    ]);
  }
  const { compiled, problems } = compile(options, { path: options.baseline, file });
  if (compiled === undefined) return strictest(options, problems);
  return { compiled, source: 'baseline', path: options.baseline, problems: [] };
}

function compile(
  { caseInsensitivePaths, fault }: PolicyStoreOptions,
  { path, file }: Installed,
): { compiled?: CompiledPolicy; problems: readonly PolicyProblem[] } {
  if (file.kind === 'broken') return { problems: [problemAt(path, file.code, file.message, file.hint)] };
  try {
    const { policy, problems } = parsePolicy(file.text, path);
    if (policy === undefined) return { problems };
    return { compiled: compilePolicy(policy, { digest: file.digest, caseInsensitivePaths }), problems: [] };
  } catch (error) {
    // A defect of ours must not leave a machine without any policy.
    fault('reading a policy', error);
    const hint = 'report this as a defect of Portcullis; its diary has the place';
    return { problems: [problemAt(path, 'WRONG_VALUE', 'the policy could not be read', hint)] };
  }
}

function strictest({ caseInsensitivePaths }: PolicyStoreOptions, problems: readonly PolicyProblem[]): InForce {
  const digest = digestOf(JSON.stringify(strictestPolicy));
  return { compiled: compilePolicy(strictestPolicy, { digest, caseInsensitivePaths }), source: 'strictest', problems };
}

function problemAt(path: string, code: string, message: string, hint: string): PolicyProblem {
  return { path, line: 1, column: 1, pointer: '', code, message, hint };
}

function isSame(a: InForce, b: InForce): boolean {
  const key = ({ compiled, source, path, problems }: InForce): string =>
    JSON.stringify([compiled.identity, source, path, problems]);
  return key(a) === key(b);
}
