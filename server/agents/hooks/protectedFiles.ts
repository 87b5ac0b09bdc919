/** Files that no agent may change: policies, hooks and their settings, the log, keys. */

import { resolve } from 'node:path';
import { relativeIn } from './places';
import type { HookWorld } from './world';

/** Where hosts keep the hooks and rules that hold them, in any folder. */
const settings = [
  /(?:^|\/)\.portcullis(?:[-.\w]*)(?:\/|$)/,
  /(?:^|\/)\.claude(?:\/(?:settings(?:\.local)?\.json|managed-settings\.json|hooks(?:\/|$).*))?$/,
  /(?:^|\/)\.codex(?:\/(?:hooks\.json|config\.toml|requirements\.toml))?$/,
  /(?:^|\/)\.copilot(?:\/hooks(?:\/.*)?)?$/,
  /(?:^|\/)\.github\/hooks(?:\/|$)/,
  /(?:^|\/)\.cursor(?:\/hooks(?:\.json|\/.*)?)?$/,
  /(?:^|\/)\.gemini(?:\/settings\.json)?$/,
  /(?:^|\/)\.(?:codeium\/)?windsurf(?:\/hooks\.json)?$/,
  /^\/etc\/(?:github-copilot|claude-code|cursor|codex|gemini-cli|portcullis)(?:\/|$)/,
  /\/github\/copilot\/policy\.d(?:\/|$)/,
  /\/application support\/(?:claudecode|cursor|portcullis)\//,
];

/** Reports whether an absolute path is one that holds agents; either of a link's ends counts. */
export function isProtected(world: HookWorld, ...paths: readonly (string | undefined)[]): boolean {
  return paths.some((path) => {
    if (path === undefined) return false;
    const folded = resolve(path).replaceAll('\\', '/').toLowerCase();
    if (settings.some((pattern) => pattern.test(folded))) return true;
    return world.protectedPaths.some((own) => path === own || relativeIn(world, own, path) !== undefined);
  });
}
