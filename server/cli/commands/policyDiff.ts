/** `portcullis policy diff`: who can send what where after a change of policy, and the files here that it changes. */

import { resolve } from 'node:path';
import { diffPolicies, isSame } from '../../engine/policy/diff';
import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import { diffFiles } from '../policyDiff/files';
import { formatDiff } from '../policyDiff/text';
import { loadPolicy } from '../policyFiles';
import { createProgress } from '../scan/progress';
import { count, createPaint, printable, tell, warn } from '../terminal';
import { parseTime } from '../time';
import type { Verb } from '../verb';

const help = `
Compares the decisions on every label, model and channel, on insertions, and on the files below the root that are not
ignored. In JSON, null stands for a model without an entry, a channel that is not stated, or text without findings.
Exit codes: 0 no difference, 1 a difference, 2 error.`;

export const policyDiff: Verb = {
  words: 'policy diff',
  summary: 'show who can send what where after a change of policy, and the files it changes',
  define(command) {
    command
      .argument('<old>', "the organisation's policy as it is")
      .argument('<new>', 'the policy as it is to be')
      .option('--layer <file>', 'put a lower layer below both (repeatable)', (file: string, before: string[] = []) => [
        ...before,
        file,
      ])
      .option('--root <folder>', 'compare the files in this folder', '.')
      .option('--no-content', 'judge files by their paths alone')
      .option('--no-files', 'compare the policies alone')
      .option('--now <time>', 'compare as at this time (ISO 8601 with zone)')
      .addHelpText('after', help);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, [oldFile, newFile], options) {
    const now = parseTime(options['now'] as string | undefined) ?? host.now();
    const layers = (options['layer'] ?? []) as readonly string[];
    const { compiled: before } = await loadPolicy(host, oldFile as string, layers);
    const { compiled: after } = await loadPolicy(host, newFile as string, layers);
    const diff = diffPolicies(before, after, now);
    const progress = createProgress(host);
    const files =
      options['files'] === false
        ? undefined
        : await diffFiles(host, [before, after], diff.domain, {
            root: resolve(host.cwd, options['root'] as string),
            readsContent: options['content'] !== false,
            now,
            onFile: progress.step,
          });
    await progress.clear();
    for (const { path, message } of files?.errors ?? []) await tell(host, 'error', `${printable(path)}: ${message}`);
    if (!diff.complete) {
      await warn(host, 'the policies have too many flow rules to compare all of them', 'there may be more differences');
    }
    const isFailed = !diff.complete || (files?.errors.length ?? 0) > 0;
    const isChanged =
      !isSame({ ...diff, complete: true }) || (files?.labels.length ?? 0) + (files?.flows.length ?? 0) > 0;
    if (options['format'] === 'json') {
      const { domain: _, ...changes } = diff;
      const identities = { old: before.identity, new: after.identity };
      const flows = files?.flows.map(({ key: _key, ...flow }) => flow);
      const report = {
        version: 1,
        ...identities,
        changed: isChanged,
        ...changes,
        ...(files && { files: { ...files, flows } }),
      };
      // A model without an entry, and a channel that is not stated, have no name.
      await host.stdout.write(`${JSON.stringify(report, undefined, 1)}\n`);
    } else {
      const lines = formatDiff(diff, files, createPaint(host, host.stdout));
      const looked = files === undefined ? '' : ` (${count(files.count, 'file')} compared)`;
      await host.stdout.write(`${lines.length === 0 ? `no difference${looked}` : lines.join('\n')}\n`);
    }
    if (isFailed) return exitCode.error;
    return isChanged ? exitCode.found : exitCode.ok;
  },
};
