/** Asks a person on the terminal. Every question has a default, which an empty line or the end of input takes. */

import type { CliHost } from '../host';
import { printable } from '../terminal';

export interface Asker {
  /** Asks until `read` makes something of the answer. */
  ask<T>(question: string, otherwise: string, read: (answer: string) => T | undefined): Promise<T | undefined>;
  /** Asks for yes or no. */
  confirm(question: string, otherwise: boolean): Promise<boolean>;
}

/** Returns an asker over the host's stdin; questions go to stderr. */
export function createAsker(host: CliHost): Asker {
  const lines = linesOf(host.stdin);
  const ask: Asker['ask'] = async (question, otherwise, read) => {
    for (;;) {
      await host.stderr.write(`${printable(`${question} [${otherwise}]`)} `);
      const line = await lines.next();
      if (line.done) return read(otherwise);
      const answer = read(line.value.trim() === '' ? otherwise : line.value.trim());
      if (answer !== undefined) return answer;
    }
  };
  return {
    ask,
    async confirm(question, otherwise) {
      const answer = await ask(question, otherwise ? 'Y/n' : 'y/N', (text) => {
        if (text === 'Y/n' || /^y(es)?$/i.test(text)) return true;
        return text === 'y/N' || /^no?$/i.test(text) ? false : undefined;
      });
      return answer ?? otherwise;
    },
  };
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
