/** `portcullis policy check`: every problem of policy files. */

import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import { formatProblem, parsePolicyFile } from '../policyFiles';
import { printable } from '../terminal';
import type { Verb } from '../verb';

export const policyCheck: Verb = {
  words: 'policy check',
  summary: 'list every problem of policy files',
  define(command) {
    command.argument('<file...>', 'policy files (YAML or JSON)');
    defineFormat(command, ['text', 'json', 'jsonl']);
  },
  async run(host, [files], options) {
    const format = options['format'] as string;
    const checked = [];
    for (const file of files as readonly string[]) {
      checked.push({ file, problems: (await parsePolicyFile(host, file)).parsed.problems });
    }
    const problems = checked.flatMap((each) => each.problems);
    if (format === 'json') await host.stdout.write(`${JSON.stringify({ version: 1, problems }, undefined, 1)}\n`);
    else if (format === 'jsonl')
      await host.stdout.write(problems.map((problem) => `${JSON.stringify(problem)}\n`).join(''));
    else {
      for (const each of checked) {
        const lines = each.problems.length === 0 ? [`${printable(each.file)}: ok`] : each.problems.map(formatProblem);
        await host.stdout.write(`${lines.join('\n')}\n`);
      }
    }
    return problems.length === 0 ? exitCode.ok : exitCode.found;
  },
};
