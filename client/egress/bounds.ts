/** What a held body may be in size and time, and how a redacted one is made to fit what was announced. */

import type { Limits } from './types';

const space = 0x20;

export const tooLong =
  'portcullis did not send this request: it was not complete in time, and what is not complete is not decided about.';

export const doesNotFit =
  'portcullis did not send this request: what it would have taken out of it does not fit the announced length.';

/** Returns why a body is not taken. */
export function tooLarge({ bytes }: Limits): string {
  return `portcullis did not send this request: it is larger than ${bytes >> 20} MB, more than is looked at.`;
}

/**
 * Returns JSON text made so long as was announced, with spaces at its end; `undefined` where it is longer. Without an
 * announcement it fits as it is.
 */
export function padTo(body: Uint8Array, announced: string | number | null | undefined): Uint8Array | undefined {
  if (announced === null || announced === undefined) return body;
  const length = Number(announced);
  if (!(body.length <= length)) return undefined;
  const padded = new Uint8Array(length).fill(space);
  padded.set(body);
  return padded;
}
