/** `portcullis policy test`: runs the tests that policy files carry, and shows what no test touches. */

import { InvalidArgumentError, Option } from 'commander';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import { measureCoverage } from '../../engine/policy/coverage';
import type { ParsedPolicy } from '../../engine/policy/parse';
import { type PolicyTestResult, runPolicyTests } from '../../engine/policy/runTests';
import { CliError } from '../cliError';
import { type CoverageReport, formatCoverage, reportCoverage } from '../coverageReport';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { type LoadedPolicy, loadPolicy, parsePolicyFile } from '../policyFiles';
import { createPaint, printable, warn } from '../terminal';
import { parseTime } from '../time';
import type { Verb } from '../verb';

export const policyTest: Verb = {
  words: 'policy test',
  summary: "run the tests under 'tests:' of policy files",
  define(command) {
    command
      .argument('<file...>', 'policy files (YAML or JSON)')
      .option('--coverage', 'show what of the policy no test touches')
      .option('--min-coverage <percent>', 'end with 1 where the tests touch less (implies --coverage)', parsePercent)
      .option('--below <file>', "take the files as lower layers of this organisation's policy")
      .addOption(new Option('--policy <file>', 'the same as --below').conflicts('below'))
      .option('--now <time>', 'run them as at this time (ISO 8601 with zone)');
    defineFormat(command, ['text', 'json', 'jsonl']);
  },
  async run(host, [files], options) {
    const now = parseTime(options['now'] as string | undefined) ?? host.now();
    const format = options['format'] as string;
    const least = options['minCoverage'] as number | undefined;
    const below = (options['below'] ?? options['policy']) as string | undefined;
    const results: TestReport[] = [];
    const coverage: CoverageReport[] = [];
    for (const path of files as readonly string[]) {
      const { compiled, parsed, layer } = await loadTested(host, path, below);
      const tests = runPolicyTests(compiled, now, compiled.layers[layer]?.policy.tests ?? []);
      if (tests.length === 0) await warn(host, `'${path}' has no tests`, "say what must hold under 'tests:'");
      results.push(...tests.map((test) => ({ path, line: parsed.lineOf(['tests', test.index]), ...reportTest(test) })));
      if (options['coverage'] === true || least !== undefined)
        coverage.push(reportCoverage(measureCoverage(compiled, now, layer), path, parsed));
    }
    const failed = results.filter(({ passed }) => !passed).length;
    const counts = { passed: results.length - failed, failed };
    if (format === 'json') {
      const report = { version: 1, ...counts, tests: results, ...(coverage.length === 0 ? {} : { coverage }) };
      await host.stdout.write(`${JSON.stringify(report, undefined, 1)}\n`);
    } else if (format === 'jsonl') {
      const lines = [...results, ...coverage.map((each) => ({ coverage: each }))];
      await host.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    } else {
      const paint = createPaint(host, host.stdout);
      const lines = results.map(({ path, line, name, passed, message }) =>
        passed
          ? `${paint('green', 'ok')}     ${printable(name)}`
          : `${paint('red', 'FAILED')} ${printable(`${name} (${path}:${line}): ${message}`)}`,
      );
      lines.push(
        `${counts.passed} passed, ${counts.failed} failed`,
        ...coverage.flatMap((each) => formatCoverage(each)),
      );
      await host.stdout.write(`${lines.join('\n')}\n`);
    }
    const isCovered = least === undefined || coverage.every(({ percent }) => percent >= least);
    return failed === 0 && isCovered ? exitCode.ok : exitCode.found;
  },
};

/** A policy whose tests are run, and the index of the layer they stand in. */
interface Tested {
  readonly compiled: CompiledPolicy;
  readonly parsed: ParsedPolicy;
  readonly layer: number;
}

/** Returns the file as the organisation's policy, or as the lower layer of another. */
async function loadTested(host: CliHost, path: string, organisation: string | undefined): Promise<Tested> {
  if (organisation !== undefined) {
    const { compiled, layers } = await loadPolicy(host, organisation, [path]);
    return { compiled, parsed: (layers[0] as LoadedPolicy['layers'][number]).parsed, layer: 1 };
  }
  try {
    return { ...(await loadPolicy(host, path)), layer: 0 };
  } catch (error) {
    if (!(error instanceof CliError) || (await parsePolicyFile(host, path)).parsed.layer === undefined) throw error;
    throw new CliError(
      'USAGE',
      `'${path}' is a lower layer, which holds only below an organisation's policy`,
      'name that policy with --below FILE',
    );
  }
}

interface TestReport {
  readonly path: string;
  readonly line: number;
  readonly name: string;
  readonly passed: boolean;
  readonly message?: string;
}

function reportTest({ name, passed, message }: PolicyTestResult): Pick<TestReport, 'name' | 'passed' | 'message'> {
  return { name, passed, ...(passed ? {} : { message }) };
}

function parsePercent(text: string): number {
  const percent = Number(text);
  if (/^\d{1,3}$/.test(text) && percent <= 100) return percent;
  throw new InvalidArgumentError('it must be a whole number from 0 to 100.');
}
