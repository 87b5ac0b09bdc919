/** What the service says of itself: the policy in force, the log, the gateway. Pure. */

import type { Status } from '../../lsp/protocol';
import { count } from '../terminal';
import { type Check, mend, note, ok } from './check';

/** Returns the checks; `policy` is the one in force, or that would be, and `version` this program's own. */
export function serviceChecks(status: Status | undefined, policy: Status['policy'], version: string): readonly Check[] {
  if (status === undefined) {
    const text = 'not running; it starts with the first editor window or command that needs it';
    return [note('service', text), ...policyChecks(policy)];
  }
  return [
    status.version === version
      ? ok('service', `version ${status.version}, process ${status.pid}, ${count(status.clients, 'client')}`)
      : mend(
          'service',
          `version ${status.version} runs, and this program is ${version}`,
          'reload the editors, or run: portcullis service stop',
        ),
    ...policyChecks(policy),
    ...logChecks(status.log),
    ...gatewayChecks(status.gateway),
  ];
}

function policyChecks(policy: Status['policy']): Check[] {
  const { name, version, digest, mode, source, path, problems, layers = [] } = policy;
  const named = `${name} ${version}, ${digest}${path === undefined ? '' : `, from ${path}`}`;
  const remedy = `run: portcullis policy check ${problems[0]?.path ?? path ?? ''}`.trimEnd();
  const checks =
    source === 'strictest'
      ? [mend('policy', 'the installed policy is broken and was never good: nothing passes', remedy)]
      : problems.length > 0
        ? [mend('policy', `${named}; the installed files have ${count(problems.length, 'problem')}`, remedy)]
        : source === 'baseline'
          ? [note('policy', `${named}: the baseline, since no organisation's policy is installed`)]
          : [ok('policy', named)];
  return [
    ...checks,
    ...(mode === 'observe' ? [note('policy/mode', 'the policy only observes: nothing is refused')] : []),
    ...layers.map((layer) => {
      const text = `${layer.name} ${layer.version}, the ${layer.kind}'s, from ${layer.path}`;
      if (layer.state === 'good') return ok('policy/layer', text);
      const doubt = layer.state === 'kept' ? 'broken: what it said before holds' : 'broken: nothing passes';
      return mend('policy/layer', `${text} (${doubt})`, `run: portcullis policy check ${layer.path}`);
    }),
  ];
}

function logChecks({ path, size, error, evidence, sinks = [] }: Status['log']): Check[] {
  return [
    error === undefined
      ? ok('log', `${path}, ${size === 1 ? '1 entry' : `${size} entries`}; portcullis log verify checks it`)
      : mend('log', `can't be written: ${error}`, 'free the disk, or run: portcullis log verify'),
    ...(evidence?.error === undefined
      ? []
      : [mend('log/evidence', `none is kept: ${evidence.error}`, "correct 'provenance.evidence' of the policy")]),
    ...sinks.map(({ id, behind, overdue, error: fault }) =>
      fault === undefined && overdue !== true
        ? ok(`sink/${id}`, `${behind} waiting`)
        : mend(`sink/${id}`, `${behind} waiting${fault === undefined ? '' : `: ${fault}`}`, 'see docs/exports.md'),
    ),
  ];
}

function gatewayChecks(gateway: Status['gateway']): Check[] {
  if (gateway === undefined) return [];
  switch (gateway.kind) {
    case 'off':
      return [note('gateway', 'off, since no installed policy names upstreams')];
    case 'listening':
      return [ok('gateway', `listens on port ${gateway.port} for ${gateway.upstreams.join(', ')}`)];
    default: {
      const remedy = 'find out who holds the port, or let the gateway listen elsewhere (gateway.port)';
      return [mend('gateway', gateway.message, remedy)];
    }
  }
}
