/**
 * The policy files that count at one moment, read together, and what tells two moments apart.
 *
 * Knows their places and bytes; what they mean is judged elsewhere.
 */

import type { PolicyText } from '../host/policyFile';
import type { FileFound } from './layerFile';

/** Where policy files stand, and how they are read. */
export interface PolicyPlaces {
  /** The places of an installed policy; the first that has a file is the installed one, good or broken. */
  readonly installed: readonly string[];
  readonly baseline: string;
  /** Folders whose every YAML file is a team's layer. */
  readonly layerFolders: readonly string[];
  read(path: string): Promise<PolicyText>;
  /** Returns the paths of a folder's policy files, sorted; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Where a workspace folder keeps its own layer. */
  workspaceLayer(root: string): string;
}

/** The files of one moment. */
export interface PolicyFiles {
  /** The installed policy, else the baseline; absent where even that is missing. */
  readonly organisation?: { readonly path: string; readonly file: FileFound; readonly isBaseline: boolean };
  /** By path, those that are there. */
  readonly layers: ReadonlyMap<string, FileFound>;
  readonly teams: readonly string[];
}

/** Reads the files; `workspaceLayers` are the places of the workspace folders' own. */
export async function readFiles(options: PolicyPlaces, workspaceLayers: readonly string[]): Promise<PolicyFiles> {
  const { installed, baseline, layerFolders, list, read } = options;
  let organisation: PolicyFiles['organisation'];
  for (const path of [...installed, baseline]) {
    const file = await read(path);
    if (file.kind === 'missing') continue;
    organisation = { path, file, isBaseline: path === baseline };
    break;
  }
  const teams: string[] = [];
  const layers = new Map<string, FileFound>();
  for (const folder of layerFolders) {
    try {
      teams.push(...(await list(folder)));
    } catch {
      // It may hold anything: a layer that can't be read stands for it.
      layers.set(folder, unreadableFolder);
      teams.push(folder);
    }
  }
  for (const path of [...teams, ...workspaceLayers]) {
    const file = layers.get(path) ?? (await read(path));
    if (file.kind !== 'missing') layers.set(path, file);
  }
  return { ...(organisation === undefined ? {} : { organisation }), layers, teams };
}

const unreadableFolder: FileFound = {
  kind: 'broken',
  code: 'NOT_TEXT',
  message: "the folder of layers can't be read",
  hint: 'check its permissions',
};

/** Reports whether a file that counted is gone. */
export function hasLost(before: PolicyFiles, after: PolicyFiles, workspaceLayers: readonly string[]): boolean {
  const { organisation } = before;
  if (organisation?.isBaseline === false && organisation.path !== after.organisation?.path) return true;
  const wanted = new Set([...before.teams, ...workspaceLayers]);
  return [...before.layers.keys()].some((path) => wanted.has(path) && !after.layers.has(path));
}

/** Returns the paths of the files, but for the baseline's. */
export function pathsOf({ organisation, layers }: PolicyFiles): readonly string[] {
  return [...(organisation === undefined || organisation.isBaseline ? [] : [organisation.path]), ...layers.keys()];
}

/** Returns what tells the files of two moments apart. */
export function keyOf({ organisation, layers }: PolicyFiles): string {
  const stateOfFile = (file: FileFound | undefined) => (file?.kind === 'text' ? file.digest : file);
  const lower = [...layers].map(([path, file]) => [path, stateOfFile(file)]);
  return JSON.stringify([organisation?.path, stateOfFile(organisation?.file), lower]);
}
