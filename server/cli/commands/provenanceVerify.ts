/** `portcullis provenance verify`: for CI, whether commits hold lines of models that they must not. */

import { decide as decideByPolicy } from '../../engine/decide';
import type { Request } from '../../engine/types';
import type { Entry } from '../../provenance/entry';
import type { LogFiles } from '../../provenance/files';
import type { Origin } from '../../provenance/lines/blame';
import { type CommitProblem, type CommitReport, verifyCommits } from '../../provenance/lines/verify';
import { readEntries } from '../../provenance/readEntries';
import { exitCode } from '../exitCode';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import { commitOf, withRepository } from '../provenance/repository';
import { count, printable, warn } from '../terminal';
import type { Verb } from '../verb';

const help = `
RANGE is what git takes, 'origin/main..HEAD'; a single revision stands for that commit. Commits without a note are
counted and not judged: a note that was never written, or that was left behind, can't be told from a person's work.
With --log every entry that notes name must be in that log. Without, they are compared with this user's own log, and
entries that it has not are counted: they may be of other machines.
Exit codes: 0 nothing found, 1 a line that must not be, a note that is malformed or differs from the log, 2 error.`;

export const provenanceVerify: Verb = {
  words: 'provenance verify',
  summary: 'check that commits hold no lines of models that the policy does not allow',
  define(command) {
    command.argument('[range]', 'the commits', 'HEAD').addHelpText('after', help);
    definePolicyOptions(command);
    defineLogOption(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, [range], options) {
    const policy = await policyFromOptions(host, options);
    const files = await logFromOptions(host, options);
    return withRepository(host, async (repository) => {
      if (!(range as string).includes('..')) await commitOf(repository, range as string);
      const report = await verifyCommits(repository, await repository.range(range as string), {
        isWholeLog: options['log'] !== undefined,
        entries: (ids) => pickEntries(files, ids),
        async decide(path, text, origin) {
          const request = requestOf(path, text, origin);
          if (policy !== undefined) return decideByPolicy(policy, request, host.now());
          return host.service.decide({ request, root: repository.root });
        },
      });
      if (report.notCompared > 0) {
        await warn(
          host,
          `${count(report.notCompared, 'line')} could not be compared with the log`,
          'name the log that has their entries with --log',
        );
      }
      if (options['format'] === 'json')
        await host.stdout.write(`${JSON.stringify({ version: 1, ...report }, undefined, 1)}\n`);
      else
        await host.stdout.write(`${[...report.problems.map(describe), summarise(report)].map(printable).join('\n')}\n`);
      return report.problems.length === 0 ? exitCode.ok : exitCode.found;
    });
  },
};

/** The code reached its model when it was written: whether it may have is what the policy says of the file as it is. */
function requestOf(path: string, text: string, { tool, name, model }: Origin): Request {
  return {
    contents: [{ path, text }],
    destination: { channel: 'inline', tool, name, ...(model === undefined ? {} : { model }) },
    canAsk: false,
  };
}

async function pickEntries(files: LogFiles, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Entry>> {
  const found = new Map<string, Entry>();
  if (ids.size === 0) return found;
  for await (const { entry } of readEntries(files)) {
    if (ids.has(entry.id)) found.set(entry.id, entry);
    if (found.size === ids.size) break;
  }
  return found;
}

function describe({ code, commit, path, lines, message }: CommitProblem): string {
  const place = path === undefined ? '' : ` ${path}:${lines}`;
  return `${commit.slice(0, 12)} ${code}${place}: ${message}`;
}

function summarise({ commits, noted, lines, problems }: CommitReport): string {
  const seen = `${count(lines, 'line')} of models in ${noted} of ${count(commits, 'commit')}`;
  return problems.length === 0 ? `ok: ${seen}` : `FAILED: ${count(problems.length, 'problem')}, ${seen}`;
}
