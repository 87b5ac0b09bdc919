/**
 * How the values of a policy appear in messages: short and printable, whatever they hold. Policies come from anyone, and
 * messages end up in terminals, logs and editors.
 */

const longest = 60;
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Returns a text without control and direction characters, and no longer than `limit`. */
export function plain(text: string, limit = 300): string {
  const kept = text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  return kept.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Returns a value as a message names it: texts and numbers themselves, of a list or mapping only what it is. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return `'${plain(value, longest)}'`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a mapping';
  return value === undefined || value === null ? 'nothing' : plain(String(value), longest);
}

/** Returns names as an enumeration, the first of them where they are many. */
export function listed(names: readonly string[], most = 16): string {
  const shown = names.slice(0, most).map((name) => plain(name, longest));
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ');
}
