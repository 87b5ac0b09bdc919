/**
 * Refuses characters that readers of YAML take for different things, or that no text has.
 *
 * Two programs must not read two policies from one file.
 */

import type { Fault } from './fault';

const kinds: readonly (readonly [RegExp, string, string])[] = [
  [/\p{Cs}/u, 'half of a surrogate pair stands here', 'save the policy as UTF-8'],
  [
    // YAML 1.2.2, productions c-printable and nb-json: what JSON allows within quotes is allowed.
    /[\0-\x08\x0b\x0c\x0e-\x1f]/,
    'a control character stands here',
    'remove it, or write it as an escape in double quotes, as in "\\u0007"',
  ],
  [/\r(?!\n)/, 'a carriage return stands here without a line feed', 'save the policy with LF or CRLF line ends'],
];

/** Returns the first of each kind of refused characters. */
export function checkCharacters(text: string): Fault[] {
  return kinds.flatMap(([kind, message, hint]) => {
    const offset = text.search(kind);
    return offset === -1 ? [] : [{ offset, code: 'NOT_TEXT' as const, message, hint }];
  });
}
