/** `portcullis doctor`: what of Portcullis stands on this machine, what doesn't, and how to mend it. */

import { coverageOf } from '../../coverage/coverageOf';
import { machineFacts } from '../../coverage/machine/machineFacts';
import type { DrillOutcome } from '../../lsp/protocol/coverage';
import { CliError } from '../cliError';
import { installedPolicy } from '../doctor/installedPolicy';
import { drillChecks, machineChecks } from '../doctor/machineChecks';
import { checkLines, coverageLines } from '../doctor/report';
import { serviceChecks } from '../doctor/serviceChecks';
import { exitCode } from '../exitCode';
import { gatewayAccessOf } from '../gateway/options';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { createPaint } from '../terminal';
import type { Verb } from '../verb';

const help = `
Ends with 1 where there is something to mend. --drill sends a canary through the hooks of every host that is known and
through a gateway of its own; nothing of it leaves the machine. What extensions send is drilled in the editor, by
'Portcullis: Run a Drill'.`;

export const doctor: Verb = {
  words: 'doctor',
  summary: 'say what stands on this machine, and how to mend what does not',
  define(command) {
    command.option('--drill', 'show by a canary that hooks and gateway hold').addHelpText('after', help);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, _, options) {
    const outcomes = options['drill'] === true ? await drill(host) : undefined;
    const status = await host.service.status();
    const policy = status?.policy ?? (await installedPolicy(gatewayAccessOf(host)));
    const machine = await machineFacts(accessOf(host), status?.gateway);
    const coverage = coverageOf({
      ...machine,
      outcomes: outcomes ?? (await host.drillOutcomes?.()) ?? [],
      hasElectron: false,
      hasWindow: false,
      mode: policy.mode,
    });
    const checks = [
      ...serviceChecks(status, policy, host.version),
      ...machineChecks(machine),
      ...drillChecks(outcomes ?? [], policy.mode),
    ];
    const isFine = checks.every(({ state }) => state !== 'mend');
    if (options['format'] === 'json') {
      const drilled = outcomes === undefined ? {} : { drill: outcomes };
      await host.stdout.write(
        `${JSON.stringify({ fine: isFine, checks, coverage: coverage.rows, ...drilled }, undefined, 1)}\n`,
      );
    } else {
      const paint = createPaint(host, host.stdout);
      const rows = coverageLines(coverage, paint);
      const lines = [...checkLines(checks, paint), ...(rows.length === 0 ? [] : ['', ...rows])];
      await host.stdout.write(`${lines.join('\n')}\n`);
    }
    return isFine ? exitCode.ok : exitCode.found;
  },
};

function accessOf(host: CliHost): Parameters<typeof machineFacts>[0] {
  const { toolHome, connections } = gatewayAccessOf(host);
  return {
    toolHome,
    connections,
    platform: host.platform,
    readText: host.files.readText,
    realPath: host.files.realPath,
    ...(host.askVersion && { askVersion: host.askVersion }),
  };
}

async function drill(host: CliHost): Promise<readonly DrillOutcome[]> {
  if (host.service.drill === undefined) throw new CliError('SERVICE', 'there is no service to drill');
  return (await host.service.drill()).outcomes;
}
