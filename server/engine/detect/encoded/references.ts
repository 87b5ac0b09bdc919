/**
 * Characters written as references: `%41` in addresses, `&#65;`, `&#x41;` and `&quot;` in XML and HTML, `=41` in mail.
 *
 * Only what decodes to ASCII is decoded: a secret, a number or a keyword is made of it.
 */

import type { FindSpans, Span } from '../spans';
import { hexValue } from './hex';
import { buildPiece } from './piece';
import type { Look, Sink } from './sink';

const contextBefore = 100;
const contextAfter = 200;
const longestRegion = 4096;
const longestReference = 10;
const lineFeed = 0x0a;

/** One way to write references; all of them begin with a character of their own. */
interface Notation {
  readonly sign: string;
  /** What a reference looks like from the sign on; sticky. */
  readonly reference: RegExp;
  decode(match: RegExpExecArray): string | undefined;
  /** References that have to stand in a region for it to be looked into. */
  readonly least: number;
}

const percent: Notation = {
  sign: '%',
  reference: /%([0-9a-fA-F]{2})/y,
  decode: (match) => ascii(Number.parseInt(match[1]!, 16)),
  least: 2,
};

const named: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };

const markup: Notation = {
  sign: '&',
  reference: /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(quot|apos|amp|lt|gt));/y,
  decode: ([, decimal, hexadecimal, name]) =>
    name === undefined
      ? ascii(decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number.parseInt(decimal, 10))
      : named[name],
  least: 2,
};

const mail: Notation = {
  sign: '=',
  reference: /=(?:([0-9A-F]{2})|\r?\n)/y,
  decode: ([, digits]) => (digits === undefined ? '' : ascii(Number.parseInt(digits, 16))),
  least: 2,
};

export const findPercent = findReferences(percent);
export const findMarkup = findReferences(markup);
export const findMail = findReferences(mail);

/** Hands over the text around percent-encoded characters. */
export const lookForPercent: Look = (text, sink, spansIn) => lookAround(spansIn(findPercent), percent, text, sink);

/** Hands over the text around XML and HTML character references. */
export const lookForMarkup: Look = (text, sink, spansIn) => lookAround(spansIn(findMarkup), markup, text, sink);

/** Hands over quoted-printable text, RFC 2045 section 6.7; its sign itself is written as `=3D`. */
export const lookForMail: Look = (text, sink, spansIn) => {
  let isMail = false;
  // To the end, so that what was found is kept.
  for (const _ of spansIn(findMailSigns)) isMail = true;
  if (isMail) lookAround(spansIn(findMail), mail, text, sink);
};

/** Looks for the rarer characters first. */
export const findMailSigns: FindSpans = function* (text, from, to) {
  for (let at = text.indexOf('3D', Math.max(0, from - 1)); at >= 0 && at <= to; at = text.indexOf('3D', at + 2)) {
    if (text[at - 1] === '=') yield { from: at - 1, to: at + 2 };
  }
};

/** Returns the search for references of one kind. */
function findReferences(notation: Notation): FindSpans {
  const { sign, reference } = notation;
  return function* (text, from, to) {
    const first = Math.max(0, from - longestReference + 1);
    for (let at = text.indexOf(sign, first); at >= 0 && at < to; at = text.indexOf(sign, at + 1)) {
      if (startsReference(notation, text, at) && reference.lastIndex > from)
        yield { from: at, to: reference.lastIndex };
    }
  };
}

function lookAround(
  found: Iterable<Span>,
  { sign, reference, decode, least }: Notation,
  text: string,
  sink: Sink,
): void {
  let floor = 0;
  for (const { from: at } of found) {
    if (at < floor) continue;
    const from = startBefore(text, at);
    const piece = buildPiece(text);
    let kept = from;
    let count = 0;
    for (let next = at; next >= 0 && next < kept + contextAfter && kept < from + longestRegion; ) {
      reference.lastIndex = next;
      const match = reference.exec(text);
      const decoded = match === null ? undefined : decode(match);
      if (decoded !== undefined) {
        count++;
        piece.keep(kept, next);
        kept = reference.lastIndex;
        piece.put(decoded, next, kept);
      }
      next = signBefore(text, sign, Math.max(next + 1, kept), kept + contextAfter);
    }
    floor = kept;
    if (count < least) continue;
    const to = endAfter(text, kept);
    if (sink.room <= 0 || !sink.spend(to - from)) return;
    piece.keep(kept, to);
    sink.take(piece.build());
  }
}

function startsReference(notation: Notation, text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  if (notation === markup ? next !== 0x23 && !'qalg'.includes(text.charAt(at + 1)) : Number.isNaN(hexValue(next))) {
    if (notation !== mail || (next !== 0x0a && next !== 0x0d)) return false;
  }
  notation.reference.lastIndex = at;
  const match = notation.reference.exec(text);
  return match !== null && notation.decode(match) !== undefined;
}

/** Returns where the sign stands next before `limit`, or -1; looks no farther. */
function signBefore(text: string, sign: string, from: number, limit: number): number {
  const code = sign.charCodeAt(0);
  const end = Math.min(text.length, limit);
  for (let i = from; i < end; i++) if (text.charCodeAt(i) === code) return i;
  return -1;
}

function ascii(code: number): string | undefined {
  return (code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13
    ? String.fromCharCode(code)
    : undefined;
}

function startBefore(text: string, at: number): number {
  let from = at;
  while (from > 0 && from > at - contextBefore && text.charCodeAt(from - 1) !== lineFeed) from--;
  return from;
}

function endAfter(text: string, at: number): number {
  let to = at;
  while (to < text.length && to < at + contextAfter && text.charCodeAt(to) !== lineFeed) to++;
  return to;
}
