/** Reads what is piped in. */

import { decodeText, type ReadTextResult } from '../host/readText';
import { CliError } from './cliError';
import type { CliHost } from './host';

/** Returns stdin to its end, decoded as a file would be; beyond `maxBytes` it's too large. */
export async function readStdin(host: Pick<CliHost, 'stdin'>, maxBytes: number): Promise<ReadTextResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of host.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) return { kind: 'too-large', size };
    chunks.push(bytes);
  }
  return decodeText(Buffer.concat(chunks));
}

/** Returns the JSON value on stdin; throws `CliError` that names what is wrong and where. */
export async function readStdinJson(host: CliHost, maxBytes: number): Promise<unknown> {
  const found = await readStdin(host, maxBytes);
  if (found.kind === 'too-large') throw new CliError('INPUT', `stdin has more than ${maxBytes} bytes`);
  if (found.kind !== 'text' || found.lossy)
    throw new CliError('INPUT', 'stdin is not UTF-8 text', 'pipe in one JSON value');
  if (found.text.trim() === '') throw new CliError('INPUT', 'stdin is empty', 'pipe in one JSON value');
  try {
    return JSON.parse(found.text);
  } catch (error) {
    const place = placeOf(found.text, (error as Error).message);
    throw new CliError('INPUT', `stdin is not JSON${place}`, 'pipe in one JSON value');
  }
}

/** The parser's own message quotes the input, which may hold secrets; only the place is taken from it. */
function placeOf(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position));
  return ` (line ${before.split('\n').length}, column ${before.length - before.lastIndexOf('\n')})`;
}
