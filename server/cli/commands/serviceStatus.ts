/** `portcullis service status`: whether the service runs and what is in force. */

import type { Status } from '../../lsp/protocol';
import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import { count, printable } from '../terminal';
import type { Verb } from '../verb';

export const serviceStatus: Verb = {
  words: 'service status',
  summary: 'say whether the service runs and what is in force',
  define: (command) => defineFormat(command, ['text', 'json']),
  async run(host, _, options) {
    const status = await host.service.status();
    const text =
      options['format'] === 'json'
        ? JSON.stringify({ running: status !== undefined, ...status }, undefined, 1)
        : status === undefined
          ? 'the service is not running; it starts with the first editor window or command that needs it'
          : describe(status).map(printable).join('\n');
    await host.stdout.write(`${text}\n`);
    return exitCode.ok;
  },
};

const sources: Readonly<Record<Status['policy']['source'], string>> = {
  organisation: 'installed by the organisation',
  baseline: 'the baseline, since none is installed',
  strictest: 'the strictest default, since the installed one is broken',
};

const doubts = {
  good: '',
  kept: ' (broken: what it said before holds)',
  strictest: ' (broken: nothing passes)',
} as const;

function describe({ version, pid, policy, log, gateway, clients }: Status): string[] {
  const where = policy.path === undefined ? '' : ` from ${policy.path}`;
  return [
    `running: version ${version}, process ${pid}, ${count(clients, 'client')}`,
    `policy: ${policy.name} ${policy.version}, mode ${policy.mode}${where} (${sources[policy.source]})`,
    `digest: ${policy.digest}`,
    ...(policy.layers ?? []).map(
      ({ kind, name, version: v, path, state }) => `layer: ${name} ${v}, the ${kind}'s, from ${path}${doubts[state]}`,
    ),
    ...(policy.problems.length === 0
      ? []
      : [
          `problems: ${policy.problems.length} in the installed files; see 'portcullis policy check ${policy.problems[0]?.path}'`,
        ]),
    `log: ${log.path}, ${log.size} entries`,
    ...(log.error === undefined ? [] : [`log error: ${log.error}`]),
    ...(log.evidence?.error === undefined ? [] : [`evidence: none is kept: ${log.evidence.error}`]),
    ...(log.sinks ?? []).map(describeSink),
    ...(gateway === undefined ? [] : [`gateway: ${describeGateway(gateway)}`]),
  ];
}

function describeGateway(gateway: NonNullable<Status['gateway']>): string {
  if (gateway.kind === 'off') return 'off, since no installed policy names upstreams';
  return gateway.kind === 'listening'
    ? `listens on port ${gateway.port} for ${gateway.upstreams.join(', ')}`
    : gateway.message;
}

function describeSink({ id, type, delivered, behind, lost, overdue, error }: Sink): string {
  const state = [
    `${delivered} delivered`,
    `${behind} waiting${overdue === true ? ', more than policy allows' : ''}`,
    ...(lost === 0 ? [] : [`${lost} lost to retention`]),
    ...(error === undefined ? [] : [error]),
  ];
  return `sink ${id} (${type}): ${state.join('; ')}`;
}

type Sink = NonNullable<Status['log']['sinks']>[number];
