/** Points a tool's settings file at the gateway and back again, with what stood there before kept. */

import { dirname } from 'node:path';
import { type ConnectTool, SettingsError } from '../../agents/connect/tool';
import { explainFileError } from '../../host/readText';
import { CliError } from '../cliError';
import type { GatewayAccess } from '../gateway/access';
import type { CliHost } from '../host';

/** A change of one file; `undefined` text means that there is no file. */
export interface Change {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const maxSettingsBytes = 1024 * 1024;

/** Returns the text of a settings file, `undefined` where there is none. Throws `CliError` where it can't be read. */
export async function readSettings(host: CliHost, file: string): Promise<string | undefined> {
  const found = await host.files.readText(file, { maxBytes: maxSettingsBytes });
  if (found.kind === 'missing') return undefined;
  if (found.kind === 'text') return found.text;
  throw new CliError('INPUT', `can't read '${file}' as text; nothing is written`, 'change it by hand, see --print');
}

/** Returns what pointing the tool at these addresses changes. Throws `CliError` where its settings can't be kept. */
export async function planConnection(
  host: CliHost,
  access: GatewayAccess,
  tool: ConnectTool,
  addresses: Parameters<ConnectTool['connect']>[1],
): Promise<Change> {
  const file = tool.file(access.toolHome);
  const before = await readSettings(host, file);
  try {
    return { file, before, after: tool.connect(before, addresses) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CliError('INPUT', `can't change '${file}': ${error.message}`, 'change it by hand; nothing is written');
  }
}

/** Returns what undoing the last connection changes. Throws `CliError` where there is none or the file changed since. */
export async function planUndo(host: CliHost, access: GatewayAccess, tool: ConnectTool): Promise<Change> {
  const kept = toChange(await access.connections.load(tool.id));
  if (kept === undefined) {
    throw new CliError(
      'INPUT',
      `there is no connection of ${tool.name} to undo`,
      `see 'portcullis connect ${tool.id} --print'`,
    );
  }
  const now = await readSettings(host, kept.file);
  if (now !== kept.after) {
    throw new CliError(
      'INPUT',
      `'${kept.file}' was changed since; nothing is undone`,
      'take the lines with /t/ and the token out by hand',
    );
  }
  return { file: kept.file, before: now, after: kept.before };
}

/** Makes the change. What stood there at the first connection is what an undo brings back. */
export async function writeConnection(
  host: CliHost,
  access: GatewayAccess,
  tool: ConnectTool,
  { file, before, after }: Change,
): Promise<void> {
  const kept = toChange(await access.connections.load(tool.id));
  const first = kept !== undefined && kept.file === file && kept.after === before ? kept.before : before;
  await attempt(file, async () => {
    await access.connections.save(tool.id, { file, before: first ?? null, after });
    await access.makeFolder(dirname(file));
    // It holds the token now.
    await host.files.writeText(file, after ?? '', 0o600);
  });
}

/** Makes the change that `planUndo` returned. */
export async function writeUndo(
  host: CliHost,
  access: GatewayAccess,
  tool: ConnectTool,
  { file, after }: Change,
): Promise<void> {
  await attempt(file, async () => {
    if (after === undefined) await access.removeFile(file);
    else await host.files.writeText(file, after);
    await access.connections.remove(tool.id);
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
