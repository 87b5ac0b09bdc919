/**
 * The command line as a function: arguments and a host in, an exit code out.
 *
 * Knows how commands are called and how errors are told; what a command does is in its own file.
 */

import { Command, CommanderError } from 'commander';
import { ServiceError } from '../host/serviceError';
import { OutputClosed, OutputFailed } from '../host/stdio';
import { LogError } from '../provenance/logError';
import { CliError } from './cliError';
import { verbs } from './commands';
import { exitCode } from './exitCode';
import type { CliHost } from './host';
import { createPaint, printable } from './terminal';
import type { Verb } from './verb';

/** Runs `portcullis` with the arguments after the program's name. Never throws. */
export async function run(args: readonly string[], host: CliHost): Promise<number> {
  let code: number = exitCode.ok;
  const written: { stream: 'stdout' | 'stderr'; text: string }[] = [];
  let endsByInterrupt = false;
  const program = createProgram(host, written, async (verb, values, options) => {
    endsByInterrupt = verb.endsByInterrupt === true;
    code = await verb.run(host, values, options);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    if (host.signal.aborted && !endsByInterrupt) return exitCode.interrupted;
    return code;
  } catch (error) {
    return tellAll(host, error, written);
  }
}

type Act = (verb: Verb, values: readonly unknown[], options: Record<string, unknown>) => Promise<void>;

function createProgram(host: CliHost, written: { stream: 'stdout' | 'stderr'; text: string }[], act: Act): Command {
  const program = new Command('portcullis')
    .description('Policy guardrail for AI-assisted coding: what may reach which model, and proof of it.')
    .version(host.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void written.push({ stream: 'stdout', text }),
      writeErr: (text) => void written.push({ stream: 'stderr', text }),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', '\nExit codes: 0 nothing to report, 1 findings or a refusal, 2 usage or internal error.');
  for (const verb of verbs) {
    const words = verb.words.split(' ');
    const parent = words.length === 1 ? program : groupOf(program, words[0] as string);
    const command = parent
      .command(words.at(-1) as string)
      .description(verb.summary)
      .allowExcessArguments(false);
    verb.define(command);
    command.action(async () => act(verb, command.processedArgs, command.opts()));
  }
  return program;
}

const groupSummaries: Readonly<Record<string, string>> = {
  detectors: 'list, test and try out what is looked for',
  policy: 'write, check, test, explain and compare policy files',
  log: 'show, verify, export and erase the provenance log',
  provenance: 'keep and check which lines of commits are of models',
  service: 'look at or stop the service in the background',
};

function groupOf(program: Command, name: string): Command {
  const found = program.commands.find((command) => command.name() === name);
  return (
    found ??
    program
      .command(name)
      .description(groupSummaries[name] ?? '')
      .helpOption('-h, --help', 'print help')
  );
}

/** Tells an error, and one that comes of telling it. Never throws. */
async function tellAll(host: CliHost, error: unknown, written: Parameters<typeof tell>[2]): Promise<number> {
  try {
    return await tell(host, error, written);
  } catch (failure) {
    if (failure instanceof OutputClosed) return exitCode.outputClosed;
    // Where stderr takes no more either, the exit code is all that's left to say.
    if (failure instanceof OutputFailed) await tell(host, failure, []).catch(() => exitCode.error);
    return exitCode.error;
  }
}

const outputFailures: Readonly<Record<OutputFailed['code'], string>> = {
  ENOSPC: 'no space is left there',
  EDQUOT: 'your quota of space there is used up',
  EFBIG: 'the file may not grow any more',
  EIO: 'the device failed',
};

/** Tells an error, or prints the help that commander ended with, and returns the exit code. */
async function tell(
  host: CliHost,
  error: unknown,
  written: readonly { stream: 'stdout' | 'stderr'; text: string }[],
): Promise<number> {
  if (error instanceof OutputClosed) return exitCode.outputClosed;
  if (host.signal.aborted) return exitCode.interrupted;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) {
      for (const { stream, text } of written) await host[stream].write(text);
      return exitCode.ok;
    }
    if (error.code === 'commander.help') {
      await host.stderr.write(written.map(({ text }) => text).join(''));
      await printError(host, 'no command given', "see 'portcullis help'");
      return exitCode.error;
    }
    const [, message = error.message, guess] =
      /^(?:error: )?(.*?)(?:\s*\(Did you mean (.*)\?\))?$/s.exec(error.message) ?? [];
    await printError(host, lowerFirst(message), hintFor(guess));
    return exitCode.error;
  }
  if (error instanceof CliError) await printError(host, error.message, error.hint);
  else if (error instanceof OutputFailed) {
    await printError(host, `can't write the output: ${outputFailures[error.code]}`, 'write it to another place');
  } else if (error instanceof ServiceError) await printAdvised(host, error.message, "see 'portcullis service status'");
  else if (error instanceof LogError) await printAdvised(host, error.message, "see 'portcullis log verify'");
  else await printError(host, `internal error: ${describe(error)}`, 'please report it with the command you ran');
  return exitCode.error;
}

function hintFor(guess: string | undefined): string {
  if (guess === undefined) return "see 'portcullis help'";
  return `did you mean ${guess.replace(/^one of /, '')}?`;
}

async function printError(host: CliHost, message: string, hint?: string): Promise<void> {
  const paint = createPaint(host, host.stderr);
  const lines = message.trim().split('\n').map(printable);
  await host.stderr.write(`${paint('red', 'portcullis: error:')} ${lines.join('\n  ')}\n`);
  if (hint !== undefined) await host.stderr.write(`portcullis: hint: ${printable(hint)}\n`);
}

/** These messages say what to do after a semicolon, where there is anything to do. */
async function printAdvised(host: CliHost, message: string, otherwise: string): Promise<void> {
  const [, what = message, advice = otherwise] = /^(.*); ([^;]*)$/s.exec(message) ?? [];
  await printError(host, lowerFirst(what), advice);
}

/** An unforeseen error's place, without its message: that might hold a part of what was read. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as NodeJS.ErrnoException).code;
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1] ?? '';
  return [error.name, code, place && `at ${place}`].filter(Boolean).join(' ');
}

function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}
