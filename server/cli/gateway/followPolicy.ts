/** The policy that a gateway on the command line follows: files named there, or what is installed. */

import { resolve } from 'node:path';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import { CliError } from '../cliError';
import type { CliHost } from '../host';
import { loadPolicy, policyFromOptions } from '../policyFiles';
import type { GatewayAccess } from './access';

export interface FollowedPolicy {
  current(): CompiledPolicy;
  close(): void;
}

/**
 * Returns the policy in force, kept up to date: `tell` is called with a line after each change. Between two good states
 * the earlier one holds. Throws `CliError` where a named file is broken from the start.
 */
export async function followPolicy(
  host: CliHost,
  access: GatewayAccess,
  options: Readonly<Record<string, unknown>>,
  tell: (line: string) => void,
): Promise<FollowedPolicy> {
  const first = await policyFromOptions(host, options);
  return first === undefined ? followInstalled(access, tell) : followFiles(host, access, options, first, tell);
}

function followFiles(
  host: CliHost,
  access: GatewayAccess,
  options: Readonly<Record<string, unknown>>,
  first: CompiledPolicy,
  tell: (line: string) => void,
): FollowedPolicy {
  const file = options['policy'] as string;
  const layers = (options['layer'] as readonly string[] | undefined) ?? [];
  let current = first;
  let reading: Promise<void> = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      const { compiled } = await loadPolicy(host, file, layers);
      if (sameFiles(compiled, current)) return;
      current = compiled;
      tell(describe(current));
    } catch (error) {
      const reason = error instanceof CliError ? error.message : "it can't be read";
      tell(`${reason}\nthe last good policy stays in force: ${current.identity.name} ${current.identity.version}`);
    }
  };
  const paths = [file, ...layers].map((path) => resolve(host.cwd, path));
  const stop = access.watch(paths, () => {
    reading = reading.then(reload);
  });
  return { current: () => current, close: stop };
}

async function followInstalled(access: GatewayAccess, tell: (line: string) => void): Promise<FollowedPolicy> {
  const store = await access.openPolicies((during) => tell(`a fault during ${during}`));
  const tellState = (): void => {
    const { compiled, problems } = store.current();
    const lines = problems.map(({ path, line, message }) => `${path}:${line} ${message}`);
    tell([...lines, describe(compiled)].join('\n'));
  };
  store.onChange(tellState);
  tellState();
  return { current: () => store.current().compiled, close: store.close };
}

function describe({ identity, mode }: CompiledPolicy): string {
  return `policy ${identity.name} ${identity.version} is in force, mode ${mode}`;
}

function sameFiles({ identity: a }: CompiledPolicy, { identity: b }: CompiledPolicy): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
