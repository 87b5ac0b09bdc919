/** Classifies files by a policy in this process, as the service does for `portcullis/classify`. */

import { classify, classifyScanned } from '../engine/classify/classify';
import { reasonsOf } from '../engine/classify/reasons';
import type { CompiledPolicy } from '../engine/policy/compiled';
import type { Classification } from '../engine/types';
import { hasCaseInsensitivePaths } from '../host/paths';
import type { ReadTextResult } from '../host/readText';
import { type Location, locate, toSlashes } from '../lsp/paths';
import type { ClassifiedFile } from '../lsp/protocol';
import type { CliHost } from './host';
import { maxFileBytes } from './scan/scanFiles';

/** Returns a file's label with the reasons; `path` is absolute. */
export async function classifyFile(
  host: CliHost,
  policy: CompiledPolicy,
  root: string,
  path: string,
): Promise<ClassifiedFile> {
  const found = await host.files.readText(path, { maxBytes: maxFileBytes });
  if (found.kind === 'missing') return { path, error: 'no such file' };
  if (found.kind === 'unreadable') return { path, error: found.message };
  const place = await placeOf(host, root, path);
  const { label, atoms } = classifyFound(policy, place, found);
  return { path, label, reasons: reasonsOf(atoms), ...(found.kind === 'binary' ? { binary: true } : {}) };
}

/** Returns a file's own path, and its real one where a link leads elsewhere, as the policy's globs see them. */
export async function placeOf(host: CliHost, root: string, path: string): Promise<Location> {
  const [realRoot, realFile] = await Promise.all([host.files.realPath(root), host.files.realPath(path)]);
  const folder = { path: toSlashes(root), realPath: toSlashes(realRoot ?? root) };
  return locate([folder], toSlashes(path), realFile, hasCaseInsensitivePaths(host.platform));
}

function classifyFound(policy: CompiledPolicy, place: Location, found: ReadTextResult): Classification {
  if (found.kind === 'text') return classify(policy, { ...place, text: found.text });
  // What is too large to be looked at may hold anything the rules are about.
  if (found.kind === 'too-large') return classifyScanned(policy, place, { findings: [], exhausted: true });
  return classify(policy, place);
}
