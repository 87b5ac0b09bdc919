/** The policy to explain with the files of its layers: those named, else the installed ones. */

import { join } from 'node:path';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import { CliError } from '../cliError';
import type { CliHost } from '../host';
import { loadPolicy } from '../policyFiles';
import type { Sources } from './sources';

interface PolicyPaths {
  readonly organisation: string;
  readonly layers: readonly string[];
}

/** Returns the policy that `--policy` and `--layer` name, or that the service says is in force for the folder `root`. */
export async function loadExplained(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
  root: string,
): Promise<{ compiled: CompiledPolicy; sources: Sources }> {
  const named = options['policy'] as string | undefined;
  const layerFiles = options['layer'] as readonly string[] | undefined;
  if (layerFiles !== undefined && named === undefined) {
    throw new CliError('USAGE', "'--layer' needs '--policy'", 'name the organisation layer with --policy FILE');
  }
  const paths =
    named === undefined ? await installedPaths(host, root) : { organisation: named, layers: layerFiles ?? [] };
  const { compiled, parsed, layers } = await loadPolicy(host, paths.organisation, paths.layers);
  const lower = layers.map((layer) => ({ path: layer.file, parsed: layer.parsed }));
  return { compiled, sources: [{ path: paths.organisation, parsed }, ...lower] };
}

async function installedPaths(host: CliHost, root: string): Promise<PolicyPaths> {
  const status = await host.service.status();
  if (status?.policy.path === undefined) {
    const why = status === undefined ? 'no service is running' : 'no policy can be read';
    throw new CliError('SERVICE', `${why}, so the installed policy is not known`, 'name the policy with --policy FILE');
  }
  const teams = (status.policy.layers ?? []).filter(({ kind }) => kind === 'team').map(({ path }) => path);
  const workspace = join(root, '.portcullis', 'policy.yaml');
  const isThere = (await host.files.readPolicy(workspace)).kind !== 'missing';
  return { organisation: status.policy.path, layers: [...teams, ...(isThere ? [workspace] : [])] };
}
