/**
 * A VS Code profile of its own: settings, extensions and state in one folder, nothing of the user's touched.
 */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Profile {
  readonly dir: string;
  readonly userData: string;
  readonly extensions: string;
  /** PORTCULLIS_HOME of everything that runs in this profile. */
  readonly home: string;
}

export interface ProfileOptions {
  /** Added to the quiet settings as the user's. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Machine settings: the only place for machine-scoped ones; they stand in for an administrator's. */
  readonly machine?: Readonly<Record<string, unknown>>;
}

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.colorTheme': 'Default Light Modern',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'workbench.reduceMotion': 'on',
  'files.autoSave': 'off',
  // Highlighting and outline, without analysing whole projects.
  'typescript.tsserver.useSyntaxServer': 'always',
};

/** Returns where the parts of a profile in `dir` are. */
export function profileAt(dir: string): Profile {
  return { dir, userData: path.join(dir, 'user'), extensions: path.join(dir, 'ext'), home: path.join(dir, 'home') };
}

/** Makes a profile in `dir`; what is there already is kept but for the settings. */
export function makeProfile(dir: string, options: ProfileOptions = {}): Profile {
  const profile = profileAt(dir);
  const user = path.join(profile.userData, 'User');
  for (const folder of [user, path.join(profile.userData, 'Machine'), profile.extensions]) {
    fs.mkdirSync(folder, { recursive: true });
  }
  fs.mkdirSync(profile.home, { recursive: true, mode: 0o700 });
  write(path.join(user, 'settings.json'), { ...quiet, ...options.settings });
  if (options.machine) write(path.join(profile.userData, 'Machine/settings.json'), options.machine);
  return profile;
}

/** Makes a profile in a new temporary folder with a short name: socket paths have about 100 bytes. */
export function makeTemporaryProfile(options: ProfileOptions = {}): Profile {
  return makeProfile(fs.mkdtempSync(path.join(os.tmpdir(), 'pc-')), options);
}

/** Removes a profile's folder; what is still being written there by a program that is just ending doesn't matter. */
export function removeProfile(profile: Profile): void {
  fs.rmSync(profile.dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function write(file: string, settings: Readonly<Record<string, unknown>>): void {
  fs.writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}
