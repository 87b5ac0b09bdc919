/** Asks a person on the terminal. Every question has a default, which an empty line takes. */

import { CliError } from '../cliError';
import type { CliHost } from '../host';
import { printable } from '../terminal';

export interface Question<T> {
  readonly text: string;
  /** The answer that an empty line stands for. */
  readonly otherwise: string;
  /** Returns what an answer means, `undefined` where it means nothing. */
  read(answer: string): T | undefined;
  /** Which answers mean something, told after one that doesn't. */
  readonly known: string;
}

/** Both throw where the input ends, or the user interrupts, before there is an answer. */
export interface Asker {
  /** Asks until the answer means something. */
  ask<T>(question: Question<T>): Promise<T>;
  /** Asks for yes or no. */
  confirm(text: string, otherwise: boolean): Promise<boolean>;
}

/** Returns an asker over the host's stdin; questions go to stderr. */
export function createAsker(host: CliHost): Asker {
  const lines = linesOf(host.stdin);
  const ask: Asker['ask'] = async ({ text, otherwise, read, known }) => {
    for (;;) {
      await host.stderr.write(`${printable(`${text} [${otherwise}]`)} `);
      const line = await orAborted(lines.next(), host.signal);
      if (line === undefined || line.done) {
        await host.stderr.write('\n');
        const hint = "answer them all, or take the default of each with '--yes'";
        throw new CliError('INPUT', 'the input ended before the last question; nothing is written', hint);
      }
      const typed = line.value.trim();
      const answer = read(typed === '' ? otherwise : typed);
      if (answer !== undefined) return answer;
      await host.stderr.write(`${printable(`'${typed}' is none of the known answers: ${known}`)}\n`);
    }
  };
  return {
    ask,
    confirm(text, otherwise) {
      const read = (answer: string): boolean | undefined => {
        if (answer === 'Y/n' || /^y(es)?$/i.test(answer)) return true;
        return answer === 'y/N' || /^no?$/i.test(answer) ? false : undefined;
      };
      return ask({ text, otherwise: otherwise ? 'Y/n' : 'y/N', read, known: 'yes, no' });
    },
  };
}

/** Returns what is promised, or `undefined` once the signal is aborted. */
async function orAborted<T>(promised: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const over = new AbortController();
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { signal: over.signal });
  });
  try {
    return await Promise.race([promised, aborted]);
  } finally {
    over.abort();
  }
}

async function* linesOf(input: CliHost['stdin']): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      yield rest.slice(0, end);
      rest = rest.slice(end + 1);
    }
  }
  if (rest !== '') yield rest;
}
