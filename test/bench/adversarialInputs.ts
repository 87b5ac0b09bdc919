/**
 * Texts made to hurt the scanner, of any size; the same ones each time.
 */

import type { Detector } from '../../server/engine/detect/types';
import { inspect } from '../../server/engine/detect/vet/inspect';

export type NamedText = readonly [name: string, text: string];

/** Returns texts that are no detector's own. */
export function generalInputs(size: number): NamedText[] {
  return [
    ['one letter', 'a'.repeat(size)],
    ['one quote', '"'.repeat(size)],
    ['one space', ' '.repeat(size)],
    ['one backslash', '\\'.repeat(size)],
    ['one letter outside ASCII', 'é'.repeat(size)],
    ['all digits', fill('0123456789', size)],
    ['digits and separators', fill('4111-1111 1111.1111/+', size)],
    ['random bytes', randomBytes(size)],
    ['nested base64', nestedBase64(size)],
    ['many short base64', fill(`${btoa('password = "hunter2hunter2"')} `, size)],
    ['percent escapes', fill('%41%42%3d', size)],
    ['unicode escapes', fill('\\u0041\\x42', size)],
    ['opened brackets', fill('[{"a":', size)],
    ['split literals', fill('"ab" + ', size)],
    ['short lines', fill('a=1\n', size)],
    ['empty lines', '\n'.repeat(size)],
    ['assignments on one line', fill('password="a1b2c3d4e5f6",token:', size)],
    ['assignments on many lines', fill('password = "a1b2c3d4e5f6"\n', size)],
    ['columns', `ssn,name,email\n${fill('078-05-1120,Jo Doe,jo@example.org\n', size)}`],
  ];
}

/** Returns texts made of a detector's keywords and examples, whole, cut and without what would end them. */
export function inputsFor(detector: Detector, size: number): NamedText[] {
  const { keywords = [], shapes = [], examples } = detector;
  const words = [...keywords, ...shapes.map((shape) => shape.replaceAll('#', '7'))];
  const match = [...(examples?.match ?? [])].sort((a, b) => b.length - a.length);
  const [longest = 'a'] = match;
  const texts: NamedText[] = [
    ['examples on lines', fill(`${match.join('\n')}\n`, size)],
    ['examples on one line', fill(match.join(' ').replaceAll('\n', ' '), size)],
    ['the longest example cut short', fill(longest.slice(0, -2), size)],
    ['the longest example cut in half', fill(longest.slice(0, Math.ceil(longest.length / 2)), size)],
  ];
  if (words.length > 0) {
    texts.push(['keywords without spaces', fill(words.join(''), size)]);
    texts.push(['keywords on lines', fill(`${words.join('\n')}\n`, size)]);
    texts.push(['keywords and spaces', fill(words.map((word) => `${word}${' '.repeat(40)}`).join(''), size)]);
    texts.push(['keywords and digits', fill(words.map((word) => `${word}${'0'.repeat(40)} `).join(''), size)]);
  }
  const defect = detector.pattern === undefined ? undefined : inspect(detector.pattern, detector.flags ?? '');
  if (defect !== undefined && defect.reads !== '') texts.push(['what vetting names', fill(defect.reads, size)]);
  return texts;
}

function fill(text: string, size: number): string {
  return text.repeat(Math.ceil(size / text.length)).slice(0, size);
}

function randomBytes(size: number): string {
  let state = 1;
  const codes = Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  return Buffer.from(codes).toString('latin1');
}

function nestedBase64(size: number): string {
  let text = 'password = "k3Jx9Qm2Vt7Wz5Lp"\n'.repeat(Math.ceil(size / 200));
  while (text.length * 4 < size * 3) text = btoa(text);
  return fill(text, size);
}
