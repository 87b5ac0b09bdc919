/** Lists a folder's files for those who ask how many a glob matches: what ignore files leave in, and credential files. */

import { relative, sep } from 'node:path';
import { isCredentialName, isForeignFolder } from '../cli/credentialNames';
import { walkFiles } from '../host/walk';
import type { Cancellation, FileList } from '../lsp/services';

/** A workspace with more files is not looked at to its end. */
const maxFiles = 200_000;

/** Returns the files, relative and `/`-separated, sorted. Never throws; a folder that can't be read has none. */
export async function listFiles(folder: string, cancellation: Cancellation): Promise<FileList> {
  const files: string[] = [];
  for await (const walked of walkFiles(folder, { isAlwaysListed: isCredentialName, isNeverEntered: isForeignFolder })) {
    if (cancellation.isCancellationRequested || files.length >= maxFiles) return { files, isCut: true };
    if (walked.kind === 'error') continue;
    const path = relative(folder, walked.path);
    files.push(sep === '/' ? path : path.replaceAll(sep, '/'));
  }
  return { files, isCut: false };
}
