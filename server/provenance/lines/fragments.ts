/**
 * Text that was taken out or copied lately, with its attribution, so that it keeps it where it is put in again, in the
 * same document or another. Bounded; knows no document.
 */

import type { Attribution } from './attribution';

export interface Fragments {
  /** Keeps a text that was cut or copied, which is what a paste puts in. */
  hold(text: string, attribution: Attribution): void;
  /** Keeps a text that was taken out otherwise. */
  keep(text: string, attribution: Attribution): void;
  /** Returns what is pasted, `undefined` where this text is not known. */
  pasted(text: string): { readonly attribution: Attribution } | undefined;
  /** Returns the newest attribution of a text that is too long to be typed again by chance. */
  returned(text: string): { readonly attribution: Attribution } | undefined;
}

interface Fragment {
  readonly text: string;
  readonly attribution: Attribution;
}

const maxFragments = 256;
const maxUnits = 4_000_000;
/** Letters and digits that a text must have to be taken for one that returns. */
const leastSignificant = 8;

/** Reports whether a text has enough to it that it isn't there twice by chance. */
export function isSignificant(text: string): boolean {
  return (text.match(/[\p{L}\p{N}_]/gu)?.length ?? 0) >= leastSignificant;
}

export function createFragments(): Fragments {
  let clipboard: Fragment | undefined;
  const fragments: Fragment[] = [];
  let units = 0;
  const keep = (text: string, attribution: Attribution): void => {
    if (text.length === 0 || text.length > maxUnits) return;
    fragments.push({ text, attribution });
    units += text.length;
    while (fragments.length > maxFragments || units > maxUnits) units -= fragments.shift()?.text.length ?? 0;
  };
  const find = (text: string): Fragment | undefined => fragments.findLast((fragment) => fragment.text === text);
  return {
    keep,
    hold(text, attribution) {
      clipboard = { text, attribution };
      keep(text, attribution);
    },
    pasted: (text) => (clipboard?.text === text ? clipboard : find(text)),
    returned: (text) => (isSignificant(text) ? find(text) : undefined),
  };
}
