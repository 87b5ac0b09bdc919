/** Keys and checkpoints from elsewhere, as they are given on the command line. */

import { resolve } from 'node:path';
import { explainFileError } from '../../host/readText';
import { parseTrailer } from '../../provenance/anchor';
import { createVerifier, type NoteVerifier, parseVerifier } from '../../provenance/note';
import type { KeptCheckpoint } from '../../provenance/statementCheck';
import { CliError } from '../cliError';
import type { CliHost } from '../host';
import type { LogAccess } from './access';

/** Collects the values of an option that may be given several times. */
export function collect(value: string, former: readonly string[] | undefined): readonly string[] {
  return [...(former ?? []), value];
}

/** Returns the access to the log's machine; throws `CliError` in a host without. */
export function logAccessOf(host: CliHost): LogAccess {
  if (host.log) return host.log;
  throw new CliError('USAGE', "this host can't reach keys and witnesses");
}

/** Returns the keys that the log has to be signed with: those given, else this user's for this user's own log. */
export async function trustedFromOptions(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
): Promise<readonly NoteVerifier[]> {
  const given = (options['key'] as readonly string[] | undefined) ?? [];
  if (given.length > 0) return given.map((text) => parseKeyOption(text, 1));
  const own = options['log'] === undefined ? await host.log?.readPublicKey() : undefined;
  return own ? [createVerifier('portcullis', own)] : [];
}

/** Returns the verifier key; throws `CliError` for a text that is none of this type. */
export function parseKeyOption(text: string, type: NoteVerifier['type']): NoteVerifier {
  const verifier = parseVerifier(text);
  if (verifier?.type === type) return verifier;
  const form = type === 1 ? "as 'portcullis log key' prints it" : 'of type 4, as the witness publishes it';
  throw new CliError('USAGE', 'what was given as a key is not a verifier key', `give name+id+base64, ${form}`);
}

/** Reads a checkpoint: a note, the three lines alone, or a text with a git trailer. */
export async function readKeptCheckpoint(host: CliHost, path: string): Promise<KeptCheckpoint> {
  try {
    const bytes = await logAccessOf(host).readFile(resolve(host.cwd, path));
    return { file: path, bytes: parseTrailer(bytes.toString()) ?? bytes };
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('INPUT', `can't read '${path}': ${explainFileError(error)}`, 'check the path');
  }
}
