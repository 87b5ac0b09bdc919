/** The scratch folder of a drill on disk, with its policy layer, and its removal. */

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  drillLayer,
  formatCanary,
  harmlessName,
  harmlessText,
  scratchName,
  scratchText,
} from '../../coverage/drill/drillLayer';
import { workspaceLayerOf } from '../../host/paths';

export interface DrillScene {
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly file: string;
  readonly canary: string;
  remove(): Promise<void>;
}

/** Makes the folder, for its user alone. `levels` are the policy's; `endpoints` the sinks' origins. */
export async function makeDrillScene(levels: readonly string[], endpoints: readonly string[]): Promise<DrillScene> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'portcullis-drill-')));
  const canary = formatCanary(randomBytes(16).toString('hex'));
  const file = join(folder, scratchName);
  const layer = workspaceLayerOf(folder);
  await mkdir(dirname(layer), { mode: 0o700 });
  await writeFile(layer, drillLayer(levels, endpoints), { mode: 0o600 });
  await writeFile(file, scratchText(canary), { mode: 0o600 });
  await writeFile(join(folder, harmlessName), `${harmlessText}\n`, { mode: 0o600 });
  return { folder, file, canary, remove: () => rm(folder, { recursive: true, force: true }) };
}
