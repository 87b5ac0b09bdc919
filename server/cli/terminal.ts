/** How text looks on a terminal: colours where they are wanted, and nothing a file's name could do to it. */

import type { CliHost, Output } from './host';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};

/** Returns a function that styles text for this output: only on a terminal, and not where NO_COLOR is set. */
export function createPaint(host: CliHost, output: Output): (style: Style, text: string) => string {
  const wanted = output.isTTY && (host.env['NO_COLOR'] ?? '') === '' && host.env['TERM'] !== 'dumb';
  return (style, text) => (wanted ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text);
}

/** Returns text from files or their names with control and direction characters as `\u{…}`; they could fake output. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Returns `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Writes a warning line and what to do about it. */
export function warn(host: CliHost, message: string, hint?: string): Promise<void> {
  return tell(host, 'warning', message, hint);
}

/** Writes a message that doesn't end the command: an error makes its exit code 2, a warning doesn't. */
export function tell(host: CliHost, severity: 'error' | 'warning', message: string, hint?: string): Promise<void> {
  const lines = [`portcullis: ${severity}: ${message}`, ...(hint === undefined ? [] : [`portcullis: hint: ${hint}`])];
  return host.stderr.write(`${lines.join('\n')}\n`);
}
