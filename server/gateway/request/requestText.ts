/**
 * A request's body as one text to look at, with the way back: which part of the text stands where in the body.
 *
 * Every string, key and long number of the body is a part, so that no field has to be known to be looked at. Knows no
 * wire format and no policy.
 */

import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { Json } from '../types';
import { readAttachment } from './attachment';
import { type JsonFault, type JsonText, readJson } from './json';

/** A run of the text that stands for one place of the body; without a place it can't be replaced. */
export interface Part {
  /** Where it begins in the text. */
  readonly start: number;
  readonly text: string;
  readonly place?: Place;
}

/** A literal of the body; of `file` the base64 follows the prefix. */
export type Place = Pick<JsonText, 'from' | 'to'> & {
  readonly kind: JsonText['kind'] | 'file';
  readonly prefix?: string;
};

export interface RequestText {
  /** The body, decoded. */
  readonly source: string;
  readonly text: string;
  readonly parts: readonly Part[];
  readonly value: Json | undefined;
  /** What of the body can't be looked at, in words; absent where all of it can. */
  readonly unseen?: string;
  /** Why the body can't be read, and the status a client is told. */
  readonly fault?: JsonFault & { readonly status: 400 | 415 };
}

/**
 * Values that stand on their key's line read as an assignment, which many detectors look for; words stand on a line of
 * their own, as other detectors want it.
 */
const longestAssigned = 200;
const assigned = /^(?![A-Za-z]*$)\S+$/;
const apart = '\n\n';

/** A body as it was read, its texts not yet put together. */
export type BodyTexts = Omit<RequestText, 'text' | 'parts'> & { readonly texts: readonly (JsonText | string)[] };

/** Returns the texts of a body. What claims to be JSON and isn't counts as not seen; any other text is looked at whole. */
export function readBodyTexts(body: Uint8Array, isJson: boolean): BodyTexts {
  const source = decode(body);
  const nothing = { source: source ?? '', value: undefined, texts: [] };
  if (source === undefined) {
    const fault = { fault: 'it is not UTF-8', at: 0, status: 400 } as const;
    return { ...nothing, unseen: 'the body is not UTF-8 text', fault };
  }
  if (source === '') return nothing;
  const read = readJson(source);
  if ('value' in read) return { source, ...read };
  const asItIs = { ...nothing, texts: [source] };
  return isJson ? { ...asItIs, unseen: 'the body is no valid JSON', fault: { ...read, status: 400 } } : asItIs;
}

/** Returns bytes as text, a byte order mark included; `undefined` where they are not UTF-8. */
function decode(body: Uint8Array): string | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/**
 * Returns the texts as one. `before` are texts that stand elsewhere: they are looked at first and can't be replaced.
 */
export function joinTexts({ texts, ...body }: BodyTexts, before: readonly string[] = []): RequestText {
  const pieces = before.flatMap((text) => [text, apart]);
  const parts: Part[] = [];
  let length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const add = (between: string, text: string, place?: Place): void => {
    pieces.push(between, text);
    parts.push({ start: length + between.length, text, ...(place === undefined ? {} : { place }) });
    length += between.length + text.length;
  };
  let previous: JsonText['kind'] | undefined;
  let { unseen } = body;
  for (const each of texts) {
    if (typeof each === 'string') {
      add('', each);
      continue;
    }
    const { kind, text, from, to } = each;
    const attachment = kind === 'string' ? readAttachment(text) : undefined;
    if (attachment === undefined) {
      const isOnLine = previous === 'key' && text.length <= longestAssigned && assigned.test(text);
      add(isOnLine ? ': ' : apart, text, { kind, from, to });
    } else if (attachment.kind === 'text') {
      add(apart, attachment.text, { kind: 'file', from, to, prefix: attachment.prefix });
    } else if (attachment.kind === 'document') {
      unseen = `a ${attachment.format} file in it can't be looked into`;
    }
    previous = kind;
  }
  return { ...body, text: pieces.join(''), parts, ...(unseen === undefined ? {} : { unseen }) };
}

/** Returns the body as a text, with nothing before it. */
export function readRequestText(body: Uint8Array, isJson: boolean): RequestText {
  return joinTexts(readBodyTexts(body, isJson));
}
