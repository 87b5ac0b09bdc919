/** `portcullis detectors try`: what an expression would find, before a detector is made of it. */

import type { Command } from 'commander';
import { compileDetectors } from '../../engine/detect/compile';
import type { Detector } from '../../engine/detect/types';
import { CliError } from '../cliError';
import { mask } from '../detectors/mask';
import { exitCode } from '../exitCode';
import { readText } from '../readText';
import { createLineCounter } from '../scan/lookInto';
import { scanPieces } from '../scan/scanPieces';
import { count, printable } from '../terminal';
import type { Verb } from '../verb';

const help = `
The expression is a JavaScript regular expression without delimiters; (?<value>…) names the sensitive part. It is vetted
as a policy's would be: one that may take more than linear time is refused, with what to change.
Exit codes: 0 it was tried, whatever it found; 1 it was refused; 2 error.`;

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export const detectorsTry: Verb = {
  words: 'detectors try',
  summary: 'vet an expression and show what it finds in a file',
  define(command: Command) {
    command
      .argument('<pattern>', 'the expression')
      .argument('<file>', "the file to look in, '-' for stdin")
      .option('--flags <flags>', 'flags among i, m, s and u')
      .option('--keyword <word>', 'look only near this word (repeatable)', collect)
      .option('--validate <check>', 'a structural check that values have to pass (repeatable)', collect)
      .option('--entropy <bits>', 'the least entropy of a value in bits a character', Number)
      .option('--show-values', 'show what was matched unmasked')
      .addHelpText('after', help);
  },
  async run(host, [pattern, file], options) {
    const detector = toDetector(pattern as string, options);
    const { scanner, problems } = compileDetectors([detector]);
    if (problems.length > 0) {
      for (const { message, hint } of problems) {
        await host.stderr.write(`refused: ${printable(message.replace(/^detector '[^']*': /, ''))}\n`);
        if (hint !== undefined) await host.stderr.write(`hint: ${printable(hint)}\n`);
      }
      return exitCode.found;
    }
    const text = await readText(host, file as string, 'name a text file');
    const { findings, exhausted } = scanPieces(scanner, text, file === '-' ? undefined : (file as string));
    const placeOf = createLineCounter(text);
    const shown = findings.map(({ offset, length }) => {
      const { line, column } = placeOf(offset);
      const value = text.slice(offset, offset + length);
      return `${line}:${column} ${options['showValues'] === true ? printable(value) : printable(mask(value))}\n`;
    });
    if (shown.length > 0) await host.stdout.write(shown.join(''));
    await host.stderr.write(`${count(findings.length, 'match').replace(/matchs$/, 'matches')}\n`);
    if (!exhausted) return exitCode.ok;
    throw new CliError('INPUT', 'too costly to be looked through to its end', 'give it keywords, or a rarer beginning');
  },
};

function toDetector(pattern: string, options: Readonly<Record<string, unknown>>): Detector {
  const entropy = options['entropy'] as number | undefined;
  if (entropy !== undefined && !(entropy >= 0 && entropy <= 8)) {
    throw new CliError('USAGE', "'--entropy' must be a number from 0 to 8", 'leave it out to take any value');
  }
  const flags = options['flags'] as string | undefined;
  const keywords = options['keyword'] as readonly string[] | undefined;
  const validate = options['validate'] as readonly string[] | undefined;
  return {
    id: 'try/pattern',
    pattern,
    ...(flags === undefined ? {} : { flags }),
    ...(keywords === undefined ? {} : { keywords }),
    ...(validate === undefined ? {} : { validate }),
    ...(entropy === undefined ? {} : { entropy }),
  };
}
