/** `portcullis policy test`: runs the tests that policy files carry. */

import { runPolicyTests } from '../../engine/policy/runTests';
import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import { loadPolicy } from '../policyFiles';
import { createPaint, printable, warn } from '../terminal';
import { parseTime } from '../time';
import type { Verb } from '../verb';

export const policyTest: Verb = {
  words: 'policy test',
  summary: "run the tests under 'tests:' of policy files",
  define(command) {
    command
      .argument('<file...>', 'policy files (YAML or JSON)')
      .option('--now <time>', 'run them as at this time (ISO 8601 with zone)');
    defineFormat(command, ['text', 'json', 'jsonl']);
  },
  async run(host, [files], options) {
    const now = parseTime(options['now'] as string | undefined) ?? host.now();
    const format = options['format'] as string;
    const results = [];
    for (const path of files as readonly string[]) {
      const { compiled, parsed } = await loadPolicy(host, path);
      const tests = runPolicyTests(compiled, now);
      if (tests.length === 0) await warn(host, `'${path}' has no tests`, "say what must hold under 'tests:'");
      for (const { name, passed, message, index } of tests) {
        results.push({ path, line: parsed.lineOf(['tests', index]), name, passed, ...(passed ? {} : { message }) });
      }
    }
    const failed = results.filter(({ passed }) => !passed).length;
    const counts = { passed: results.length - failed, failed };
    if (format === 'json')
      await host.stdout.write(`${JSON.stringify({ version: 1, ...counts, tests: results }, undefined, 1)}\n`);
    else if (format === 'jsonl')
      await host.stdout.write(results.map((result) => `${JSON.stringify(result)}\n`).join(''));
    else {
      const paint = createPaint(host, host.stdout);
      const lines = results.map(({ path, line, name, passed, message }) =>
        passed
          ? `${paint('green', 'ok')}     ${printable(name)}`
          : `${paint('red', 'FAILED')} ${printable(`${name} (${path}:${line}): ${message}`)}`,
      );
      await host.stdout.write(`${[...lines, `${counts.passed} passed, ${counts.failed} failed`].join('\n')}\n`);
    }
    return failed === 0 ? exitCode.ok : exitCode.found;
  },
};
