/** Writes into another tool's settings file and takes it back again, with what stood there before kept. */

import { dirname } from 'node:path';
import { SettingsError } from '../../agents/connect/tool';
import { explainFileError } from '../../host/readText';
import { CliError } from '../cliError';
import type { GatewayAccess } from '../gateway/access';
import type { CliHost } from '../host';

/** What is to stand in a tool's settings file. */
export interface ToolSettings {
  /** Under which an undo is kept. */
  readonly id: string;
  readonly name: string;
  /** The command that shows the change, without the program: `connect claude`. */
  readonly command: string;
  readonly file: string;
  /** Returns the settings as they are to be; `undefined` text means that there is no file. Throws `SettingsError`. */
  readonly edit: (text: string | undefined) => string;
  /** What a person looks for who takes it out by hand. */
  readonly trace: string;
  readonly note?: string | undefined;
}

/** A change of one file; `undefined` text means that there is no file. */
export interface Change {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const maxSettingsBytes = 1024 * 1024;

/** Returns the text of a settings file, `undefined` where there is none. Throws `CliError` where it can't be read. */
async function readSettings(host: CliHost, file: string): Promise<string | undefined> {
  const found = await host.files.readText(file, { maxBytes: maxSettingsBytes });
  if (found.kind === 'missing') return undefined;
  if (found.kind === 'text') return found.text;
  throw new CliError('INPUT', `can't read '${file}' as text; nothing is written`, 'change it by hand, see --print');
}

/** Returns what is changed. Throws `CliError` where the settings can't be kept. */
export async function planChange(host: CliHost, { file, edit }: ToolSettings): Promise<Change> {
  const before = await readSettings(host, file);
  try {
    return { file, before, after: edit(before) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CliError('INPUT', `can't change '${file}': ${error.message}`, 'change it by hand; nothing is written');
  }
}

/** Returns what undoing the last change changes. Throws `CliError` where there is none or the file changed since. */
export async function planUndo(host: CliHost, access: GatewayAccess, tool: ToolSettings): Promise<Change> {
  const kept = toChange(await access.connections.load(tool.id));
  if (kept === undefined) {
    throw new CliError(
      'INPUT',
      `there is no change to ${tool.name} to undo`,
      `see 'portcullis ${tool.command} --print'`,
    );
  }
  const now = await readSettings(host, kept.file);
  if (now !== kept.after) {
    throw new CliError(
      'INPUT',
      `'${kept.file}' was changed since; nothing is undone`,
      `take ${tool.trace} out by hand`,
    );
  }
  return { file: kept.file, before: now, after: kept.before };
}

/** Makes the change. What stood there at the first change is what an undo brings back. */
export async function writeChange(
  host: CliHost,
  access: GatewayAccess,
  { id }: ToolSettings,
  { file, before, after }: Change,
): Promise<void> {
  const kept = toChange(await access.connections.load(id));
  const first = kept !== undefined && kept.file === file && kept.after === before ? kept.before : before;
  await attempt(file, async () => {
    await access.connections.save(id, { file, before: first ?? null, after });
    await access.makeFolder(dirname(file));
    // It may hold the gateway's token now.
    await host.files.writeText(file, after ?? '', 0o600);
  });
}

/** Makes the change that `planUndo` returned. */
export async function writeUndo(
  host: CliHost,
  access: GatewayAccess,
  { id }: ToolSettings,
  { file, after }: Change,
): Promise<void> {
  await attempt(file, async () => {
    if (after === undefined) await access.removeFile(file);
    else await host.files.writeText(file, after);
    await access.connections.remove(id);
  });
}

async function attempt(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw new CliError('INPUT', `can't write '${file}': ${explainFileError(error)}`, 'check its permissions');
  }
}

function toChange(record: unknown): Change | undefined {
  const { file, before, after } = (record ?? {}) as { file?: unknown; before?: unknown; after?: unknown };
  if (typeof file !== 'string' || typeof after !== 'string') return undefined;
  return { file, before: typeof before === 'string' ? before : undefined, after };
}
