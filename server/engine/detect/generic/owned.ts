/**
 * What other detectors answer for: beginnings of values and providers' names, so that the generic one may doubt a value that
 * looks like a known kind of token and was refused as one.
 *
 * The lists are data that scripts/fit/owned.ts collects from the detectors' examples; nothing here knows their expressions.
 */

import owned from './owned.json';

const beginnings: ReadonlySet<string> = new Set(owned.beginnings);
const providers: ReadonlySet<string> = new Set(owned.providers);

const longestBeginning = 24;
const shortBeginnings = [4, 5, 6, 7, 8];
/** Forms without letters at their beginning: a bot's number and a colon, a key's digits and a data centre. */
const forms = /^\d{4,20}:A|^[0-9a-f]{32}-us\d{1,2}$/;

/** Reports whether the value begins as the tokens of a detector of its own do. */
export function beginsAsOwned(value: string): boolean {
  const end = Math.min(value.length, longestBeginning);
  for (let i = 2; i < end; i++) {
    const code = value.charCodeAt(i);
    // `-`, `.` and `_` end a beginning.
    if ((code === 45 || code === 46 || code === 95) && beginnings.has(value.slice(0, i + 1).toLowerCase())) return true;
  }
  return shortBeginnings.some((length) => beginnings.has(value.slice(0, length))) || forms.test(value);
}

/** Reports whether one of a name's words, lower case, is a provider whose tokens have a detector of their own. */
export function namesProvider(words: readonly string[]): boolean {
  return words.some((word) => providers.has(word));
}
