/** Classifies files on disk for the CLI and hooks, one after another so that editors are answered in between. */

import { isAbsolute, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { classify, classifyScanned } from '../engine/classify/classify';
import { reasonsOf } from '../engine/classify/reasons';
import type { CompiledPolicy } from '../engine/policy/compiled';
import type { Classification } from '../engine/types';
import type { ReadTextResult } from '../host/readText';
import { maxScannedLength } from '../lsp/openDocument';
import { locate, toSlashes } from '../lsp/paths';
import type { ClassifiedFile, ClassifyParams } from '../lsp/protocol';
import type { Cancellation, Services } from '../lsp/services';

export interface FileAccess {
  readText(path: string, options: { readonly maxBytes: number }): Promise<ReadTextResult>;
  /** Returns where a path leads, or `undefined` where there is no such file. */
  realPath(path: string): Promise<string | undefined>;
  readonly listFiles: Services['listFiles'];
  readonly hasCaseInsensitivePaths: boolean;
}

/** Returns a file's label with its reasons, or why there is none. Stops early, with what it has, when cancelled. */
export async function classifyFiles(
  policy: () => CompiledPolicy,
  access: FileAccess,
  { root, paths }: ClassifyParams,
  cancellation: Cancellation,
): Promise<ClassifiedFile[]> {
  const folder = { path: toSlashes(root), realPath: toSlashes((await access.realPath(root)) ?? root) };
  const files: ClassifiedFile[] = [];
  for (const path of paths) {
    if (cancellation.isCancellationRequested) break;
    const absolute = isAbsolute(path) ? path : resolve(root, path);
    files.push({ path, ...(await classifyFile(policy(), access, folder, absolute)) });
    await setImmediate();
  }
  return files;
}

async function classifyFile(
  policy: CompiledPolicy,
  access: FileAccess,
  folder: { readonly path: string; readonly realPath: string },
  absolute: string,
): Promise<Omit<ClassifiedFile, 'path'>> {
  const realPath = await access.realPath(absolute);
  const location = locate([folder], toSlashes(absolute), realPath, access.hasCaseInsensitivePaths);
  const file = await access.readText(absolute, { maxBytes: maxScannedLength });
  switch (file.kind) {
    case 'text':
      return describe(classify(policy, { ...location, text: file.text }));
    case 'binary':
      return { ...describe(classify(policy, location)), binary: true };
    case 'too-large':
      return describe(classifyScanned(policy, location, { findings: [], exhausted: true }));
    case 'missing':
      return { error: 'no such file' };
    case 'unreadable':
      return { error: file.message };
  }
}

function describe({ label, atoms }: Classification): Pick<ClassifiedFile, 'label' | 'reasons'> {
  return { label, reasons: reasonsOf(atoms) };
}
