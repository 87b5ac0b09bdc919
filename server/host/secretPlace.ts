/** Where the secrets of this process's user are. */

import type { StatePaths } from './paths';
import { runTool } from './runTool';
import type { SecretPlace } from './secretStore';

/** With `PORTCULLIS_HOME` everything is in that one folder, keys too; without, the system's keychain comes first. */
export function secretPlace(paths: StatePaths, env: Readonly<Record<string, string | undefined>>): SecretPlace {
  return {
    directory: paths.stateDirectory,
    platform: process.platform,
    useKeychain: (env['PORTCULLIS_HOME'] ?? '') === '',
    runTool,
  };
}
