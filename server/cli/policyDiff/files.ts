/**
 * What a new policy changes for the files below a folder: their labels, and where they may flow.
 *
 * Reads every file once, asks the decision point once for all files that look alike to both policies.
 */

import { resolve } from 'node:path';
import { classify, classifyScanned } from '../../engine/classify/classify';
import { formatLabel, isAtOrBelow, type Label } from '../../engine/label';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { Direction, Domain } from '../../engine/policy/diff';
import type { Classification } from '../../engine/types';
import type { ReadTextResult } from '../../host/readText';
import { isCredentialName, isForeignFolder } from '../credentialNames';
import type { CliHost } from '../host';
import { showPath } from '../paths';
import { readAhead } from '../scan/readAhead';
import { maxFileBytes } from '../scan/scanFiles';
import { createEffects, type EffectChange } from './effects';

const filesAhead = 8;

/** A file whose label is another. Paths are relative to the root. */
export interface LabelChange {
  readonly path: string;
  readonly before: Label;
  readonly after: Label;
  /** The rules that gave the labels. */
  readonly rules: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly direction: Direction;
}

/** Files that may flow otherwise, all in the same way. */
export interface FlowingFiles extends EffectChange {
  readonly paths: readonly string[];
}

export interface FilesDiff {
  readonly count: number;
  readonly labels: readonly LabelChange[];
  readonly flows: readonly FlowingFiles[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

export interface FilesOptions {
  readonly root: string;
  readonly readsContent: boolean;
  readonly now: Date;
  /** Called after each file. */
  readonly onFile: () => Promise<void>;
}

type Policies = readonly [CompiledPolicy, CompiledPolicy];

/** Compares the files below the root under both policies; stops early where the host's signal says. */
export async function diffFiles(
  host: CliHost,
  policies: Policies,
  domain: Pick<Domain, 'models'>,
  options: FilesOptions,
): Promise<FilesDiff> {
  const labels: LabelChange[] = [];
  const errors: { path: string; message: string }[] = [];
  const flows = new Map<string, EffectChange & { paths: string[] }>();
  const effectsOf = createEffects(policies, domain, options.now);
  let count = 0;
  for await (const { path, found } of readAhead(listFiles(host, options.root), filesAhead, read)) {
    if (host.signal.aborted) break;
    if (found.kind === 'missing') continue;
    if (found.kind === 'unreadable') {
      errors.push({ path, message: found.message });
      continue;
    }
    count++;
    const classified = classifyBoth(policies, path, found);
    const change = labelChange(policies, path, classified);
    if (change !== undefined) labels.push(change);
    for (const effect of effectsOf(path, classified, found.kind === 'text' ? found.text : undefined)) {
      const group = flows.get(effect.key);
      if (group === undefined) flows.set(effect.key, { ...effect, paths: [path] });
      else group.paths.push(path);
    }
    await options.onFile();
  }
  return { count, labels, flows: [...flows.values()], errors };

  async function read({ path, error }: Listed): Promise<{ path: string; found: ReadTextResult }> {
    if (error !== undefined) return { path, found: { kind: 'unreadable', message: error } };
    if (!options.readsContent) return { path, found: { kind: 'binary' } };
    return { path, found: await host.files.readText(resolve(options.root, path), { maxBytes: maxFileBytes }) };
  }
}

interface Listed {
  readonly path: string;
  readonly error?: string;
}

async function* listFiles(host: CliHost, root: string): AsyncGenerator<Listed> {
  const options = { isAlwaysListed: isCredentialName, isNeverEntered: isForeignFolder };
  for await (const found of host.files.walk(root, options)) {
    const path = showPath(root, found.path);
    if (found.kind === 'file') yield { path };
    else if (found.kind === 'error') yield { path, error: found.message };
  }
}

function classifyBoth([old, fresh]: Policies, path: string, found: ReadTextResult): [Classification, Classification] {
  if (found.kind === 'too-large') {
    // What is too large to be looked at may hold anything the rules are about.
    const unread = { findings: [], exhausted: true };
    return [classifyScanned(old, { path }, unread), classifyScanned(fresh, { path }, unread)];
  }
  if (found.kind !== 'text') return [classify(old, { path }), classify(fresh, { path })];
  const content = { path, text: found.text };
  const scan = old.scanner.scan(found.text, path);
  const again = fresh.scanner === old.scanner ? scan : fresh.scanner.scan(found.text, path);
  return [classifyScanned(old, content, scan), classifyScanned(fresh, content, again)];
}

function labelChange(
  [old, fresh]: Policies,
  path: string,
  [was, is]: readonly [Classification, Classification],
): LabelChange | undefined {
  const [before, after] = [was.label, is.label];
  if (formatLabel(before) === formatLabel(after)) return undefined;
  const isComparable = old.levels.includes(after.level) && fresh.levels.includes(before.level);
  const direction: Direction = !isComparable
    ? 'neutral'
    : isAtOrBelow(fresh.levels, after, before)
      ? 'laxer'
      : isAtOrBelow(fresh.levels, before, after)
        ? 'stricter'
        : 'neutral';
  return { path, before, after, rules: { before: rulesOf(was), after: rulesOf(is) }, direction };
}

function rulesOf({ atoms }: Classification): readonly string[] {
  return [...new Set(atoms.map(({ rule }) => rule))];
}
