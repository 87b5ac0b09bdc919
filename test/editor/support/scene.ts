/**
 * What every editor test starts from: a fresh profile with the packed extension and the demo assistants installed,
 * a policy, and a workspace of real source.
 */

import path from 'node:path';
import { type Browser, ensureBrowser } from '../../../scripts/dev/browser';
import { ensureDemoAssistants, ensurePackage } from '../../../scripts/dev/build';
import { demoPolicy, installPolicy } from '../../../scripts/dev/demoPolicy';
import { type EditorHost, ensureHost } from '../../../scripts/dev/host';
import { readLog, stopService } from '../../../scripts/dev/portcullis';
import { makeTemporaryProfile, type Profile, type ProfileOptions, removeProfile } from '../../../scripts/dev/profile';
import { makeSample } from '../../../scripts/dev/sample';
import { installExtensions } from '../../../scripts/dev/server';

export interface SceneOptions extends ProfileOptions {
  /** Text of the organisation's policy; without it the baseline with the demo assistants' entries. `null`: none. */
  readonly policy?: string | null;
  /** Fills the workspace; without it, `makeSample`. */
  readonly workspace?: (dir: string) => void;
}

export interface Scene {
  readonly host: EditorHost;
  readonly browser: Browser;
  readonly profile: Profile;
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  /** Returns the provenance log's entries, oldest first. */
  log(): Promise<readonly Record<string, unknown>[]>;
  /** Stops the service and removes everything. */
  remove(): Promise<void>;
}

/** Makes a scene; nothing runs yet. */
export async function makeScene(options: SceneOptions = {}): Promise<Scene> {
  const host = await ensureHost();
  const browser = await ensureBrowser(host);
  const extensions = [await ensurePackage(), ...(await ensureDemoAssistants())];
  const profile = makeTemporaryProfile(options);
  const workspace = path.join(profile.dir, 'workspace');
  (options.workspace ?? makeSample)(workspace);
  if (options.policy !== null) installPolicy(profile.home, options.policy ?? demoPolicy());
  await installExtensions(host, profile, extensions);
  return {
    host,
    browser,
    profile,
    workspace,
    log: () => readLog(profile.home),
    remove: async () => {
      await stopService(profile.home);
      removeProfile(profile);
    },
  };
}
