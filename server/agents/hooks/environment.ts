/** Which variables of a hook's environment matter to its answer: those that the payload, or where it sends to, refers to. */

import { hookHosts } from './index';
import { folderVariables } from './places';

const longestValue = 4096;
const mostNames = 100;
const reference = /\$(?:env:)?\{?([A-Za-z_]\w*)|%([A-Za-z_]\w*)%/gi;

/** Returns the variables; all others stay where they are, as they may hold secrets. */
export function relevantEnvironment(
  payload: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const names = new Set([...folderVariables, ...hookHosts.flatMap(({ endpoint }) => endpoint?.variable ?? [])]);
  for (const [, posix, windows] of payload.matchAll(reference)) {
    if (names.size < mostNames) names.add(posix ?? windows ?? '');
  }
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = Object.hasOwn(env, name) ? env[name] : undefined;
      return value === undefined || value.length > longestValue ? [] : [[name, value] as const];
    }),
  );
}
