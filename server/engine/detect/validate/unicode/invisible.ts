/**
 * Tells invisible characters that hide something from those that spelling, emoji and tables of characters need.
 *
 * Sees a run of them and what stands within a few characters of it.
 */

type Groups = Readonly<Record<string, string | undefined>>;

/** Scripts whose spelling needs joiners or marks where words may break (Unicode standard, section 23.2; UAX 31, 2.3). */
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Lao}\p{Script=Hebrew}\p{Script=Tibetan}]/u;
const ideographic =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u20e3/u;
const nameCharacter = /[A-Za-z0-9_$]/;
/** Neighbours in a list of characters, as in minified expressions and lists of white space. */
const listed = /[\p{Zs}\p{Zl}\p{Zp}\p{Cf}\p{Cn}\p{Co}\u180e\u115f\u1160\u3164\uffa0\u00ad]/u;
/** Dots of Braille and parts of old Hangul syllables, next to which the blank ones of their kind are text. */
const ownKind = /[\u2800-\u28ff\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/;
const directionMark = /^[\u200e\u200f\u061c]+$/;

/** Reports whether a run of invisible characters hides something, judged by its neighbours. */
export function isSuspiciousInvisible(value: string, groups: Groups): boolean {
  const left = [...(groups['before'] ?? '')].slice(-3);
  const right = [...(groups['after'] ?? '')].slice(0, 3);
  const before = left.at(-1) ?? '';
  const after = right[0] ?? '';
  if (directionMark.test(value)) return value.length > 3 || (nameCharacter.test(before) && nameCharacter.test(after));
  if (isInTable(value, left, right)) return false;
  if (value.length === 1 && isWritten(left.join(''), right.join(''))) return false;
  const isWithinName = nameCharacter.test(before) && nameCharacter.test(after);
  if (!isWithinName && joining.test(left.join('') + right.join(''))) return !isSpelling(value);
  if (isFiller(value) && (ownKind.test(before) || ownKind.test(after))) return false;
  if (value === '\u200d' && emoji.test(before) && (emoji.test(after) || !nameCharacter.test(after))) return false;
  if (value.length === 1 && (ideographic.test(before) || ideographic.test(after))) return isFiller(value);
  return true;
}

/** By itself in a string literal, or between the star and the slash of a glob that a comment holds. */
function isWritten(before: string, after: string): boolean {
  return /(["'`])\u0000\1/.test(`${before}\u0000${after}`) || (/\*$/.test(before) && /^\/[\w*.{@]/.test(after));
}

/** One joiner or break, or the same two times by a slip of the hand. */
function isSpelling(value: string): boolean {
  return value.length <= 2 && [...value].every((each) => each === value[0]) && !isFiller(value);
}

/** Reports whether the run is of letters without a glyph, which names may hold in many languages. */
function isFiller(value: string): boolean {
  return /[\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5]/.test(value);
}

/** Each character once and in order, between others that are listed for their own sake. */
function isInTable(value: string, left: readonly string[], right: readonly string[]): boolean {
  const codes = [...value].map((each) => each.codePointAt(0)!);
  if (codes.length > 8 || codes.some((code, at) => at > 0 && code <= codes[at - 1]!)) return false;
  return isListed(left.at(-1), left.at(-2)) && isListed(right[0], right[1]);
}

function isListed(neighbour: string | undefined, next: string | undefined): boolean {
  if (neighbour === undefined) return false;
  if (neighbour === '\\' || next === '\\') return true;
  if (neighbour === '-' || neighbour === '|') return next !== undefined && (next > '\u007f' || next === '\\');
  return neighbour > '\u007f' ? listed.test(neighbour) || !/\p{L}/u.test(neighbour) : /[[\]"'`]/.test(neighbour);
}
